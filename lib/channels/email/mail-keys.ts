import { createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { openCms } from './open-cms';
import { openPgp } from './open-pgp';

/** Opens what was encrypted for the municipality. Each gives null where the municipality has no key for it, and never throws. */
export type MailKeys = {
  openCms(bytes: Buffer): Buffer | null;
  openPgp(bytes: Buffer): Promise<Buffer | null>;
};

export type KeySettings = {
  SMIME_KEY_FILE?: string;
  SMIME_KEY_PASSPHRASE?: string;
  PGP_KEY_FILE?: string;
  PGP_KEY_PASSPHRASE?: string;
};

export const NO_KEYS: MailKeys = { openCms: () => null, openPgp: async () => null };

const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/g;

/**
 * The keys that the settings name. A file may hold several private keys: an old one still opens what was sent before the change.
 * @throws Error with the name of the setting, when a file is not there or holds no key that the passphrase opens
 */
export function loadMailKeys(settings: KeySettings): MailKeys {
  const keys = settings.SMIME_KEY_FILE ? privateKeys(settings.SMIME_KEY_FILE, settings.SMIME_KEY_PASSPHRASE) : [];
  const { PGP_KEY_FILE: file, PGP_KEY_PASSPHRASE: passphrase } = settings;
  if (file && !existsSync(file)) throw new Error('PGP_KEY_FILE names a file that is not there.');
  return {
    openCms: (bytes) => openCms(bytes, keys),
    openPgp: async (bytes) => (file ? openPgp(bytes, { file, passphrase: passphrase ?? '' }) : null),
  };
}

function privateKeys(file: string, passphrase: string | undefined): KeyObject[] {
  if (!existsSync(file)) throw new Error('SMIME_KEY_FILE names a file that is not there.');
  const blocks = readFileSync(file, 'latin1').match(PRIVATE_KEY) ?? [];
  if (blocks.length === 0) throw new Error('SMIME_KEY_FILE holds no private key in PEM format.');
  try {
    return blocks.map((key) => createPrivateKey({ key, passphrase }));
  } catch {
    throw new Error('SMIME_KEY_FILE holds a private key that SMIME_KEY_PASSPHRASE does not open.');
  }
}
