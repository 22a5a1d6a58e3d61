import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@/lib/clock';

export type SlowDownOptions = {
  clock: Clock;
  /** Mails of one client in a minute before its answers begin to wait; 0: never. */
  perMinute: number;
  /** Connections of one client at once. */
  connections: number;
  wait?: (ms: number) => Promise<unknown>;
};

const MINUTE_MS = 60_000;
const STEP_MS = 10;
const LONGEST_MS = 5_000;

/**
 * Keeps one sender from taking the place of all others. A client that sends more than its share waits for each answer, longer the
 * more it sends; its mail is taken all the same. Clients are told apart by address.
 */
export class SlowDown {
  private readonly options: SlowDownOptions;
  private readonly clients = new Map<string, { connections: number; sent: number[] }>();

  constructor(options: SlowDownOptions) {
    this.options = options;
  }

  /** Whether the client may open one more connection. */
  connect(client: string): boolean {
    const state = this.stateOf(client);
    if (state.connections >= this.options.connections) return false;
    state.connections += 1;
    return true;
  }

  disconnect(client: string): void {
    const state = this.clients.get(client);
    if (!state) return;
    state.connections -= 1;
    this.forgetOld(state);
    if (state.connections <= 0 && state.sent.length === 0) this.clients.delete(client);
  }

  /** Before a mail is taken: how long the client waited, in milliseconds. */
  async beforeMail(client: string): Promise<number> {
    const { perMinute, clock, wait = sleep } = this.options;
    const state = this.stateOf(client);
    this.forgetOld(state);
    state.sent.push(clock().getTime());
    const over = perMinute === 0 ? 0 : state.sent.length - perMinute;
    const ms = Math.min(LONGEST_MS, Math.max(0, over) * STEP_MS);
    if (ms > 0) await wait(ms);
    return ms;
  }

  private stateOf(client: string) {
    const state = this.clients.get(client) ?? { connections: 0, sent: [] };
    this.clients.set(client, state);
    return state;
  }

  private forgetOld(state: { sent: number[] }): void {
    const from = this.options.clock().getTime() - MINUTE_MS;
    const first = state.sent.findIndex((at) => at > from);
    state.sent.splice(0, first < 0 ? state.sent.length : first);
  }
}
