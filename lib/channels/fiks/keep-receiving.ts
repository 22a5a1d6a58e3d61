import { setTimeout as wait } from 'node:timers/promises';
import { errorCode, log } from '@/lib/log';
import type { Account } from './account';
import { checkAccount } from './check-account';
import { FiksError } from './fiks-error';
import { takeMessage } from './take-message';
import { tellSender } from './tell-sender';
import type { FiksMessage } from './transport';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const HOLD_MS = 1000;
const LONGEST_HOLD_MS = 30_000;

/** Receives from an account until `signal` ends it, connecting again with growing pauses whenever the connection is lost. */
export async function keepReceiving(account: Account, signal: AbortSignal, firstPauseMs = FIRST_PAUSE_MS): Promise<void> {
  const { state, transport } = account;
  let pause = firstPauseMs;
  const onOpen = () => {
    pause = firstPauseMs;
    state.connected = true;
    state.problem = null;
    log().info({ event: 'fiks.connected', accountId: account.accountId });
    void look(account);
  };
  while (!signal.aborted) {
    try {
      await transport.receive((message, lost) => hold(account, message, AbortSignal.any([signal, lost])), { signal, onOpen });
    } catch (error) {
      state.problem = error instanceof FiksError ? error : new FiksError('connection-lost', { cause: error });
      log().warn({ event: 'fiks.connection-lost', accountId: account.accountId, ...errorCode(state.problem) });
    }
    state.connected = false;
    if (signal.aborted) break;
    await look(account);
    await wait(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/**
 * Takes a message and tells its sender. While it cannot be stored it is held and tried again: Fiks takes a message that is given back
 * three times for undeliverable, and a message that is held keeps its place. What cannot be told is told later.
 * @throws the last failure, when the connection or the worker ends
 */
async function hold(account: Account, message: FiksMessage, ending: AbortSignal): Promise<void> {
  account.state.inHand += 1;
  try {
    const id = await takeWhenStorable(account, message, ending);
    await tellSender(account, id).catch((error) => log().warn({ event: 'fiks.reply-not-noted', ...errorCode(error) }));
  } finally {
    account.state.inHand -= 1;
  }
}

async function takeWhenStorable(account: Account, message: FiksMessage, ending: AbortSignal): Promise<string> {
  for (let pause = HOLD_MS; ; pause = Math.min(pause * 2, LONGEST_HOLD_MS)) {
    try {
      const { id } = await takeMessage(account, message);
      account.state.storing = 'works';
      return id;
    } catch (error) {
      if (account.state.storing === 'works') log().error({ event: 'fiks.not-stored', meldingId: message.meldingId, ...errorCode(error) });
      account.state.storing = 'fails';
      if (ending.aborted) throw error;
      await wait(pause, undefined, { signal: ending }).catch(() => undefined);
      if (ending.aborted) throw error;
    }
  }
}

async function look(account: Account): Promise<void> {
  await checkAccount(account).catch((error) => log().warn({ event: 'fiks.check-failed', ...errorCode(error) }));
}
