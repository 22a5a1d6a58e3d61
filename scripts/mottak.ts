import './load-env';
import { generateClient } from './prepare';

generateClient();
const { runCommand } = await import('@/lib/cli/run-command');
const { outputTaken } = await import('@/lib/cli/output-taken');
const code = await runCommand(process.argv.slice(2));
await Promise.all([outputTaken(process.stdout), outputTaken(process.stderr)]);
process.exit(code);
