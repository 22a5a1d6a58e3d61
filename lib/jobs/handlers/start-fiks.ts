import { readFile } from 'node:fs/promises';
import { loadMailKeys } from '@/lib/channels/email/mail-keys';
import { type Account, channelOf, newState } from '@/lib/channels/fiks/account';
import { checkAccount } from '@/lib/channels/fiks/check-account';
import { createFiksIo, fiksTokens } from '@/lib/channels/fiks/fiks-io';
import { keepReceiving } from '@/lib/channels/fiks/keep-receiving';
import type { SigningKeys } from '@/lib/channels/fiks/seal-file';
import { tellDue } from '@/lib/channels/fiks/tell-sender';
import { readMaskinportenClient } from '@/lib/channels/secure-post/maskinporten/read-client';
import { MottakError } from '@/lib/domain/errors';
import { type Env, EnvError } from '@/lib/env';
import { repeat } from './repeat';
import type { Part, WorkerContext } from './worker-context';

const TELL_MS = 5000;
const CHECK_MS = 30_000;

/**
 * Receives from every account of Fiks IO that FIKS_ACCOUNT_IDS names, for the municipality FIKS_MUNICIPALITY (its slug); none when
 * it names none. A channel that is missing is made.
 * @throws EnvError when a setting is missing; MottakError unknown-municipality
 */
export async function startFiks(context: Pick<WorkerContext, 'door' | 'prisma' | 'clock' | 'env'>): Promise<Part> {
  const { prisma, env } = context;
  const accountIds = (env.FIKS_ACCOUNT_IDS ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (accountIds.length === 0) return { close: async () => undefined };
  const municipality = await prisma.municipality.findUnique({
    where: { slug: env.FIKS_MUNICIPALITY ?? '' },
    select: { id: true, locale: true },
  });
  if (!municipality) throw new MottakError('unknown-municipality');
  const accounts = await openAccounts(context, accountIds, municipality);
  const stop = new AbortController();
  const loops = accounts.flatMap((account) => [
    keepReceiving(account, stop.signal),
    repeat('replies to Fiks', TELL_MS, async () => void (await tellDue(account)), stop.signal),
    repeat('the health of Fiks', CHECK_MS, () => checkAccount(account), stop.signal),
  ]);
  return {
    close: async () => {
      stop.abort();
      await Promise.all(loops);
    },
  };
}

async function openAccounts(
  { door, prisma, clock, env }: Pick<WorkerContext, 'door' | 'prisma' | 'clock' | 'env'>,
  accountIds: string[],
  municipality: Account['municipality'],
): Promise<Account[]> {
  const { FIKS_INTEGRATION_ID: integrationId, FIKS_INTEGRATION_PASSWORD: integrationPassword } = env;
  const client = await readMaskinportenClient(env);
  if (!integrationId || !integrationPassword || !client)
    throw new EnvError('Fiks IO needs FIKS_INTEGRATION_ID, FIKS_INTEGRATION_PASSWORD and a client of Maskinporten.');
  const shared = { amqpUrl: env.FIKS_AMQP_URL, apiUrl: env.FIKS_API_URL, integrationId, integrationPassword, clock };
  const tokens = fiksTokens(client, clock);
  const signing = await readSigningKeys(env);
  const keys = loadMailKeys(env);
  const accounts = accountIds.map((accountId) => {
    const transport = createFiksIo({ ...shared, accountId, tokens, signing });
    return { door, prisma, clock, keys, accountId, municipality, transport, state: newState() };
  });
  const data = accounts.map((account) => ({ municipalityId: municipality.id, ...channelOf(account) }));
  await prisma.channel.createMany({ data, skipDuplicates: true });
  return accounts;
}

/** Without them only `mottatt` can be told, which has no body. */
async function readSigningKeys(env: Pick<Env, 'FIKS_CERTIFICATE_FILE' | 'FIKS_CERTIFICATE_KEY_FILE'>): Promise<SigningKeys | null> {
  const { FIKS_CERTIFICATE_FILE: certificateFile, FIKS_CERTIFICATE_KEY_FILE: keyFile } = env;
  if (!certificateFile || !keyFile) return null;
  const read = (file: string) =>
    readFile(file, 'utf8').catch(() => {
      throw new EnvError('FIKS_CERTIFICATE_FILE or FIKS_CERTIFICATE_KEY_FILE cannot be read.');
    });
  return { certificate: await read(certificateFile), key: await read(keyFile) };
}
