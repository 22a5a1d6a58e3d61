import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installTestTools } from './install-test-tools';
import { buildWeb, generateClient } from './prepare';

const bin = (file: string) => path.resolve('node_modules', file);
const reports = mkdtempSync(path.join(tmpdir(), 'mottak-test-'));
const unit = path.join(reports, 'unit.json');
const browser = path.join(reports, 'browser.json');

/** Everything, in the order that fails soonest: types, lint and guards; unit, property and database tests; browser tests. */
installTestTools();
generateClient();
step('types, lint, imports, unused code', ['--import', 'tsx', 'scripts/check.ts']);
step('unit, property and database tests, guards', [
  bin('vitest/vitest.mjs'),
  'run',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${unit}`,
]);
buildWeb();
step('browser tests', [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json']);
process.stdout.write(`\n${passed()} passed, 0 failed\n`);
rmSync(reports, { recursive: true });

function step(name: string, args: string[]): void {
  process.stdout.write(`\n== ${name}\n`);
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: browser };
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

/** How many tests ran and passed; a failing step has ended the run before. */
function passed(): number {
  const fromUnit = JSON.parse(readFileSync(unit, 'utf8')) as { numPassedTests: number };
  const fromBrowser = JSON.parse(readFileSync(browser, 'utf8')) as { stats: { expected: number } };
  return fromUnit.numPassedTests + fromBrowser.stats.expected;
}
