import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isPublicPath } from '@/lib/auth/public-paths';
import { LOCALES } from '@/lib/i18n/locales';
import { sourceFiles, withoutComments } from '@/lib/testing/source-files';

const run = promisify(execFile);
const cruiser = path.resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const config = path.resolve('.dependency-cruiser.cjs');

async function brokenRules(cwd: string, places: string[]): Promise<string[]> {
  const { stdout } = await run(process.execPath, [cruiser, ...places, '--config', config, '--output-type', 'json'], {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string }) => ({ stdout: error.stdout }));
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; to: string; rule: { name: string } }[] } };
  return summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`);
}

describe('imports point from the outside to the domain', () => {
  it('holds in the whole project', async () => {
    const places = ['app', 'components', 'lib', 'prisma', 'simulators', 'worker.ts', 'proxy.ts'];
    expect(await brokenRules(process.cwd(), places)).toEqual([]);
  }, 120_000);

  it('bites on a relative import, an alias, a re-export, a dynamic import and a type', async () => {
    const place = mkdtempSync(path.join(tmpdir(), 'mottak-canary-'));
    const write = (file: string, code: string) => {
      mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
      writeFileSync(path.join(place, file), code);
    };
    copyFileSync('tsconfig.json', path.join(place, 'tsconfig.json'));
    write('lib/db/client.ts', 'export const db = 1; export type Db = number;');
    write('lib/domain/relative.ts', "import { db } from '../db/client'; export const a = db;");
    write('lib/domain/alias.ts', "import { db } from '@/lib/db/client'; export const a = db;");
    write('lib/domain/re-export.ts', "export { db } from '@/lib/db/client';");
    write('lib/domain/dynamic.ts', "export const a = () => import('@/lib/db/client');");
    write('lib/domain/type.ts', "import type { Db } from '@/lib/db/client'; export type A = Db;");
    write('lib/domain/io.ts', "import { readFileSync } from 'node:fs'; export const a = readFileSync;");
    write('app/page.ts', 'export const page = 1;');
    write('lib/intake/screen.ts', "import { page } from '@/app/page'; export const a = page;");
    write('lib/deadlines/sweep.ts', 'export const sweep = 1;');
    write('lib/auditor/shares.ts', "import { sweep } from '@/lib/deadlines/sweep'; export const a = sweep;");
    write('simulators/x.ts', 'export const x = 1;');
    write('lib/channels/sim.ts', "import { x } from '@/simulators/x'; export const a = x;");
    try {
      const broken = await brokenRules(place, ['lib', 'app', 'simulators']);
      for (const name of ['relative', 'alias', 're-export', 'dynamic', 'type']) {
        expect(broken).toContainEqual(`domain-is-pure: lib/domain/${name}.ts -> lib/db/client.ts`);
      }
      expect(broken.some((line) => line.startsWith('domain-has-no-io: lib/domain/io.ts'))).toBe(true);
      expect(broken).toContainEqual('auditor-counts-for-itself: lib/auditor/shares.ts -> lib/deadlines/sweep.ts');
      expect(broken).toContainEqual('lib-knows-no-screen: lib/intake/screen.ts -> app/page.ts');
      expect(broken).toContainEqual('product-knows-no-simulator: lib/channels/sim.ts -> simulators/x.ts');
    } finally {
      rmSync(place, { recursive: true });
    }
  }, 60_000);
});

const readsEnv = (code: string) =>
  /\bprocess\s*(\?\.|\.|\[\s*['"`])\s*env\b|\{[^}]*\benv\b[^}]*\}\s*=\s*(globalThis\.)?process\b/.test(code);
const readsClock = (code: string) =>
  /\bnew\s+Date\s*(\(\s*\)|(?!\s*\()[;,)\s])|\bDate\s*(\?\.|\.|\[\s*['"`])\s*now\b|\bDate\(\s*\)/.test(code);
const isTest = (file: string) => /\.test\.tsx?$|^(e2e|lib\/testing|simulators|bench)\//.test(file);

describe('one place reads the environment and one place reads the clock', () => {
  it('only lib/env.ts reads process.env', () => {
    const allowed = (file: string) =>
      file === 'lib/env.ts' || /^(scripts|e2e|bench)\/|\.test\.ts$|^(playwright|vitest)\.config\.ts$/.test(file);
    expect(
      sourceFiles()
        .filter(({ path: file, code }) => !allowed(file) && readsEnv(code))
        .map(({ path: file }) => file),
    ).toEqual([]);
  });

  it('only lib/clock.ts reads the clock; screens tick with a clock of their own in components/ui/use-now.ts', () => {
    const allowed = (file: string) => file === 'lib/clock.ts' || file === 'components/ui/use-now.ts' || isTest(file);
    expect(
      sourceFiles()
        .filter(({ path: file, code }) => !allowed(file) && readsClock(code))
        .map(({ path: file }) => file),
    ).toEqual([]);
  });

  it('both bite', () => {
    expect(
      ['process.env.X', "process['env']", 'const { env } = process', 'process?.env', 'const { env: e } = globalThis.process'].map(readsEnv),
    ).toEqual(Array(5).fill(true));
    expect(['new Date()', 'Date.now()', 'x(new Date)', "Date['now']()", 'const f = Date.now;'].map(readsClock)).toEqual(
      Array(5).fill(true),
    );
    expect([readsEnv('env().PORT'), readsClock('new Date(instant)'), readsClock(withoutComments('// new Date()'))]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('closed by default', () => {
  const routes = sourceFiles().filter(({ path: file }) => /^app\/.*\/route\.tsx?$/.test(file));
  const pages = sourceFiles().filter(({ path: file }) => /^app\/(.*\/)?page\.tsx$/.test(file));
  const urlOf = (file: string) =>
    `/${file
      .replace(/^app\//, '')
      .replace(/\/?(route|page)\.tsx?$/, '')
      .replace(/\([^)]*\)\/?/g, '')
      .replace(/\[+\.*([^\]]+)\]+/g, 'x')}`.replace(/\/$/, '') || '/';

  it('every route is built by withRoute, or by withPublicRoute and stands in the list of public paths', () => {
    expect(routes.length).toBeGreaterThan(5);
    const loose = routes.filter(({ path: file, code }) => {
      if (file === 'app/api/auth/[...nextauth]/route.ts') return false;
      const handlers = [
        ...code.matchAll(/export\s+(?:async\s+)?(?:const|function|let|var)\s+(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b([^\n]*)/g),
      ];
      const open = isPublicPath(urlOf(file));
      const wrapped = handlers.every(([, , rest]) => new RegExp(`^\\s*=\\s*${open ? 'withPublicRoute' : 'withRoute'}\\b`).test(rest ?? ''));
      return handlers.length === 0 || !wrapped || /export\s*\{/.test(code);
    });
    expect(loose.map(({ path: file }) => file)).toEqual([]);
  });

  it('every page of staff asks who is there, and no other page is open but sign-in', () => {
    const unguarded = pages.filter(
      ({ path: file, code }) =>
        !(file.startsWith('app/(staff)/') ? /await requireStaff\(/.test(code) : ['app/page.tsx', 'app/sign-in/page.tsx'].includes(file)),
    );
    expect(unguarded.map(({ path: file }) => file)).toEqual([]);
  });
});

describe('texts', () => {
  const keysOf = (value: unknown, prefix = ''): string[] =>
    value && typeof value === 'object' ? Object.entries(value).flatMap(([key, item]) => keysOf(item, `${prefix}.${key}`)) : [prefix];

  it.each(readdirSync('messages/en'))('%s has the same keys in all five languages', (file) => {
    const english = keysOf(JSON.parse(readFileSync(`messages/en/${file}`, 'utf8'))).sort();
    for (const locale of LOCALES)
      expect(keysOf(JSON.parse(readFileSync(`messages/${locale}/${file}`, 'utf8'))).sort(), `${locale}/${file}`).toEqual(english);
  });
});
