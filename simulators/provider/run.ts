import { parseArgs } from 'node:util';
import type { Misbehaviour, Provider } from './start-provider';

/** Options that every simulator of a provider has on the command line. */
export function readOptions(port: string): { port: number; token: string; slow: number; misbehave: Misbehaviour | undefined } {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: port },
      token: { type: 'string', default: 'simulator-token' },
      slow: { type: 'string', default: '0' },
      misbehave: { type: 'string' },
    },
  });
  const { token } = values;
  return { port: Number(values.port), token, slow: Number(values.slow) * 1000, misbehave: values.misbehave as Misbehaviour | undefined };
}

/** Runs until a signal ends it, as slow and as wrong as the options say. */
export function keepRunning(provider: Provider, { slow, misbehave }: ReturnType<typeof readOptions>, lines: string[]): void {
  if (misbehave) provider.misbehave(misbehave);
  if (slow > 0) provider.slow(slow);
  process.stderr.write(`${lines.join('\n')}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void provider.close());
}
