import { buildWeb, generateClient } from './prepare';

generateClient();
buildWeb();
const { crashTest } = await import('@/bench/crash');
const arrivals = Number(process.argv[2] ?? 2000);
const result = await crashTest({ arrivals, kills: Math.ceil(arrivals / 40), freezeMs: 30_000, port: 3197 });
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(result.receiptsWithoutReport === 0 && result.storedTwice === 0 && result.stored === result.sent ? 0 : 1);
