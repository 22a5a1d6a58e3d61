import { errorCode, log } from '@/lib/log';

/** Logs a part of the worker when it begins to fail and when it works again, and not in between: an outage is two lines. */
export type StateLog = { failed(error: unknown): void; worked(): void };

export function stateLog(part: string): StateLog {
  let failing = false;
  return {
    failed: (error) => {
      if (!failing) log().error({ part, ...errorCode(error) }, 'fails');
      failing = true;
    },
    worked: () => {
      if (failing) log().info({ part }, 'works again');
      failing = false;
    },
  };
}
