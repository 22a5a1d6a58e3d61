import type { Clock } from '@/lib/clock';
import { keepToken, type TokenSource } from '../secure-post/maskinporten/keep-token';
import { type MaskinportenClient, requestToken } from '../secure-post/maskinporten/request-token';
import { amqpReceiver } from './amqp-receive';
import { FiksError } from './fiks-error';
import type { SigningKeys } from './seal-file';
import { sendReply } from './send-api';
import type { FiksTransport } from './transport';

const SCOPE = 'ks:fiks';

export type FiksIoOptions = {
  amqpUrl: string;
  apiUrl: string;
  accountId: string;
  integrationId: string;
  integrationPassword: string;
  tokens: TokenSource;
  signing: SigningKeys | null;
  clock: Clock;
};

/** Fiks IO as KS runs it: messages come over AMQP, replies go over HTTPS, both as one integration with a token of Maskinporten. */
export function createFiksIo(options: FiksIoOptions): FiksTransport {
  const login = async () => {
    const token = await options.tokens.token().catch((cause) => {
      throw new FiksError('no-token', { cause });
    });
    return { username: options.integrationId, password: `${options.integrationPassword} ${token}` };
  };
  return {
    ...amqpReceiver({ url: options.amqpUrl, accountId: options.accountId, login }),
    reply: (reply) => sendReply({ ...options, url: options.apiUrl }, reply),
  };
}

/** Tokens of the client itself for the platform Fiks, kept until shortly before they expire. */
export function fiksTokens(client: MaskinportenClient, clock: Clock): TokenSource {
  return keepToken(() => requestToken(client, { scope: SCOPE }, clock), clock);
}
