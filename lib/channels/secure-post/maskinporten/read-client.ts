import { readFile } from 'node:fs/promises';
import { type Env, EnvError } from '@/lib/env';
import type { MaskinportenClient } from './request-token';

export type MaskinportenEnv = Partial<
  Pick<Env, 'MASKINPORTEN_ISSUER' | 'MASKINPORTEN_CLIENT_ID' | 'MASKINPORTEN_KEY_ID' | 'MASKINPORTEN_KEY_FILE'>
>;

/**
 * The client of Maskinporten that the environment names; null where it names none.
 * @throws EnvError when only a part of it is named, or its key cannot be read
 */
export async function readMaskinportenClient(env: MaskinportenEnv): Promise<MaskinportenClient | null> {
  const { MASKINPORTEN_CLIENT_ID: clientId, MASKINPORTEN_KEY_ID: keyId, MASKINPORTEN_KEY_FILE: file, MASKINPORTEN_ISSUER: issuer } = env;
  if (!clientId) return null;
  if (!keyId || !file || !issuer) throw new EnvError('A client of Maskinporten needs MASKINPORTEN_KEY_ID and MASKINPORTEN_KEY_FILE.');
  const privateKey = await readFile(file, 'utf8').catch(() => {
    throw new EnvError('MASKINPORTEN_KEY_FILE cannot be read.');
  });
  return { issuer, clientId, keyId, privateKey };
}
