import { parseArgs } from 'node:util';
import { type ClamdMisbehaviour, startClamdSimulator } from './start-clamd-simulator';

const { values } = parseArgs({ options: { port: { type: 'string', default: '3310' }, misbehave: { type: 'string' } } });
const simulator = await startClamdSimulator({ port: Number(values.port) });
simulator.misbehave(values.misbehave as ClamdMisbehaviour | undefined);
process.stderr.write(`SIMULATOR of the virus scanner clamd.\nCLAMD_HOST=127.0.0.1\nCLAMD_PORT=${simulator.port}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
