import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** Makes the database client from prisma/schema.prisma when it is missing or older than the schema. Needs no network. */
export function generateClient(): void {
  const stamp = path.join(root, 'lib/db/generated/.made-from');
  const wanted = hash(['prisma/schema.prisma', 'package-lock.json']);
  if (read(stamp) === wanted) return;
  execFileSync(process.execPath, [path.join(root, 'node_modules/prisma/build/index.js'), 'generate'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    // The command insists on a native engine and would download one; generating does not use it, so any program will do.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
  writeFileSync(stamp, wanted);
}

/** Builds the web part when its sources changed since the last build. */
export function buildWeb(): void {
  const stamp = path.join(root, '.next/made-from');
  const wanted = hash([
    'app',
    'components',
    'lib',
    'public',
    'proxy.ts',
    'next.config.js',
    'postcss.config.js',
    'package-lock.json',
    'prisma/schema.prisma',
  ]);
  if (read(stamp) === wanted) return;
  process.stderr.write('Building the web part (about half a minute, only after a change) …\n');
  execFileSync(process.execPath, [path.join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  writeFileSync(stamp, wanted);
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function hash(places: string[]): string {
  const sum = createHash('sha256');
  for (const file of places.flatMap((place) => files(path.join(root, place)))) {
    sum.update(path.relative(root, file)).update(readFileSync(file));
  }
  return sum.digest('hex');
}

function files(place: string): string[] {
  if (!existsSync(place) || place.endsWith('generated') || /\.test\.tsx?$/.test(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .sort()
    .flatMap((name) => files(path.join(place, name)));
}
