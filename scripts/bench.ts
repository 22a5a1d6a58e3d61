import { existsSync } from 'node:fs';
import { buildWeb, generateClient } from './prepare';

/** `npm run bench [-- NAME…]`: all measurements, or those that are named. */
const wanted = process.argv.slice(2);
const CHROMIUM = '/usr/bin/chromium';

const BENCHES: Record<string, () => Promise<void>> = {
  intake: async () => (await import('@/bench/intake')).benchIntake(),
  mail: async () => (await import('@/bench/mail')).benchMail(),
  form: async () => (await import('@/bench/form')).benchForm(),
  queue: async () => (await import('@/bench/queue')).benchQueue(),
  overview: async () => (await import('@/bench/overview')).benchOverview(),
  timers: async () => (await import('@/bench/timers')).benchTimers(),
  latency: async () => (existsSync(CHROMIUM) ? (await import('@/bench/latency')).benchLatency() : undefined),
};

const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(`No such measurement: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}
generateClient();
if (wanted.length === 0 || wanted.includes('form') || wanted.includes('latency')) buildWeb();
for (const [name, bench] of Object.entries(BENCHES)) if (wanted.length === 0 || wanted.includes(name)) await bench();
process.exit(0);
