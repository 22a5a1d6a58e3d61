import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMailKeys } from './mail-keys';
import { readMail } from './read-mail';

const PASSPHRASE = 'invented words';
const INNER = 'Content-Type: text/plain; charset=utf-8\r\n\r\nSøren sover i kælderen.\r\n';
let folder: string;
const file = (name: string) => path.join(folder, name);
const run = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
const gpg = (...args: string[]) =>
  run('gpg', '--homedir', folder, '--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', PASSPHRASE, ...args);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mottak-keys-'));
  writeFileSync(file('inner'), INNER);
  for (const name of ['ours', 'theirs'])
    run(
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-keyout',
      `${name}.pem`,
      '-out',
      `${name}.crt`,
      '-passout',
      `pass:${PASSPHRASE}`,
      '-subj',
      `/CN=${name}`,
    );
  gpg('--quick-generate-key', 'ours@lindevang.example', 'default', 'default', 'never');
  writeFileSync(file('pgp.asc'), gpg('--export-secret-keys', '--armor', 'ours@lindevang.example'));
}, 60_000);
afterAll(() => {
  run('gpgconf', '--homedir', folder, '--kill', 'all');
  rmSync(folder, { recursive: true });
});

const keys = (changes: object = {}) =>
  loadMailKeys({
    SMIME_KEY_FILE: file('ours.pem'),
    SMIME_KEY_PASSPHRASE: PASSPHRASE,
    PGP_KEY_FILE: file('pgp.asc'),
    PGP_KEY_PASSPHRASE: PASSPHRASE,
    ...changes,
  });
const read = (raw: Uint8Array | string, own = keys()) =>
  readMail({ raw: typeof raw === 'string' ? Buffer.from(raw, 'utf8') : raw, mediaType: 'message/rfc822', envelope: {} }, own);
const smime = (recipients: string[], ...more: string[]) =>
  run('openssl', 'cms', '-encrypt', '-in', 'inner', '-binary', ...more, ...recipients.flatMap((name) => ['-recip', `${name}.crt`]));

describe('a mail encrypted with S/MIME', () => {
  it.each([
    ['AES-256', ['-aes256']],
    ['AES-128', ['-aes128']],
    ['Triple DES of old programs', ['-des3']],
    ['AES-256-GCM', ['-aes-256-gcm']],
    ['pieces of a stream', ['-aes256', '-stream']],
    ['OAEP', ['-aes256', '-keyopt', 'rsa_padding_mode:oaep']],
    ['OAEP with SHA-256', ['-aes256', '-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256']],
  ])('is opened with the municipality’s key: %s', async (name, options) => {
    const oaep = name.startsWith('OAEP');
    const raw = oaep
      ? run('openssl', 'cms', '-encrypt', '-in', 'inner', '-binary', '-aes256', '-recip', 'ours.crt', ...options.slice(1))
      : smime(['theirs', 'ours'], ...options);
    const result = await read(raw);
    expect(result).toMatchObject({ status: 'read', text: 'Søren sover i kælderen.', flags: ['opened-with-key'] });
    expect(result.attachments).toMatchObject([{ flags: ['opened-with-key'] }]);
  });

  it('for somebody else stays closed, is unreadable, and says what opens it', async () => {
    const result = await read(smime(['theirs'], '-aes256'));
    expect(result).toMatchObject({ status: 'unreadable', text: '', flags: ['encrypted', 'open-with-smime'] });
    expect(result.attachments).toMatchObject([{ flags: ['encrypted'] }]);
  });

  it('is opened with an old key that stands in the same file', async () => {
    writeFileSync(file('both.pem'), Buffer.concat([readFileSync(file('theirs.pem')), readFileSync(file('ours.pem'))]));
    expect((await read(smime(['ours'], '-aes256'), keys({ SMIME_KEY_FILE: file('both.pem') }))).text).toBe('Søren sover i kælderen.');
  });

  it('a setting that names no key, or not its passphrase, is told at start', () => {
    expect(() => keys({ SMIME_KEY_FILE: '/nowhere' })).toThrow('SMIME_KEY_FILE names a file that is not there.');
    expect(() => keys({ SMIME_KEY_FILE: file('ours.crt') })).toThrow('SMIME_KEY_FILE holds no private key in PEM format.');
    expect(() => keys({ SMIME_KEY_PASSPHRASE: 'other' })).toThrow('SMIME_KEY_PASSPHRASE does not open');
    expect(() => keys({ PGP_KEY_FILE: '/nowhere' })).toThrow('PGP_KEY_FILE names a file that is not there.');
  });
});

describe('a mail encrypted with PGP', () => {
  const armour = (name: string) =>
    gpg('--trust-model', 'always', '--armor', '--recipient', 'ours@lindevang.example', '--output', '-', '--encrypt', name).toString();

  it('is opened as PGP/MIME', async () => {
    const raw = [
      'Subject: x',
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
      '',
      '--b',
      'Content-Type: application/pgp-encrypted',
      '',
      'Version: 1',
      '',
      '--b',
      'Content-Type: application/octet-stream; name=encrypted.asc',
      '',
      armour('inner'),
      '--b--',
      '',
    ];
    const result = await read(raw.join('\r\n'));
    expect(result).toMatchObject({ status: 'read', text: 'Søren sover i kælderen.', flags: ['opened-with-key'] });
    expect(result.attachments).toMatchObject([{ name: 'encrypted.asc', flags: ['opened-with-key'] }]);
  });

  it('is opened where it stands in the text, with the words around it', async () => {
    writeFileSync(file('plain'), 'Søren sover i kælderen.');
    const raw = `Subject: x\r\n\r\nHej,\r\n${armour('plain').replaceAll('\n', '\r\n')}\r\nVenlig hilsen\r\n`;
    expect((await read(raw)).text.replace(/\s+/g, ' ')).toBe('Hej, Søren sover i kælderen. Venlig hilsen');
  });

  it('without the key stays closed and says what opens it', async () => {
    const result = await read(`Subject: x\r\n\r\n${armour('inner')}`, loadMailKeys({}));
    expect(result).toMatchObject({ status: 'unreadable', flags: ['encrypted', 'open-with-pgp'] });
  });
});
