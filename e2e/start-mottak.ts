import { startMottak } from '../bench/start-mottak';

/** One whole Mottak for all browser tests, in a folder of its own, stopped with SIGINT afterwards. */
export default async function startForBrowserTests(): Promise<() => Promise<void>> {
  const mottak = await startMottak(Number(process.env.E2E_PORT ?? '3177'));
  return mottak.stop;
}
