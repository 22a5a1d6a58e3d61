import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateClient } from './prepare';

const bin = (file: string) => path.resolve('node_modules', file);

/** `npm run check`: types, lint and format, imports, unused code. */
generateClient();
if (!existsSync('next-env.d.ts'))
  writeFileSync('next-env.d.ts', '/// <reference types="next" />\n/// <reference types="next/image-types/global" />\n');
run('types', bin('.bin/tsc'), ['--noEmit']);
run('lint and format', bin('.bin/biome'), ['check', '--error-on-warnings']);
run('direction of imports', bin('.bin/depcruise'), [
  'app',
  'components',
  'lib',
  'prisma',
  'simulators',
  'worker.ts',
  'proxy.ts',
  '--config',
  '.dependency-cruiser.cjs',
  '--output-type',
  'err',
]);
run('unused code', bin('.bin/knip'), ['--no-progress']);

function run(name: string, command: string, args: string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status === 0) return;
  process.stderr.write(`${name}: failed${error ? ` (${error.message})` : ''}\n`);
  process.exit(1);
}
