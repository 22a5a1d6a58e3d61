import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync, zipSync } from 'fflate';

export type KeyPair = { certificate: string; key: string };

function inFolder<T>(work: (run: (...args: string[]) => Buffer, file: (name: string) => string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'mottak-fiks-keys-'));
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return work(run, (name) => path.join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A certificate that signs itself, with its key, in PEM. */
export function makeKeyPair(name: string): KeyPair {
  return inFolder((run, file) => {
    run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-keyout', 'key', '-out', 'certificate', '-subj', `/CN=${name}`);
    return { certificate: readFileSync(file('certificate'), 'utf8'), key: readFileSync(file('key'), 'utf8') };
  });
}

/** CMS as the handler of KS makes it: RSA-OAEP and AES-256. */
export function encryptFor({ certificate }: KeyPair, content: Uint8Array): Buffer {
  return inFolder((run, file) => {
    writeFileSync(file('certificate'), certificate);
    writeFileSync(file('plain'), content);
    const oaep = ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256'];
    run('cms', '-encrypt', '-binary', '-aes256', '-in', 'plain', '-outform', 'DER', '-out', 'sealed', '-recip', 'certificate', ...oaep);
    return readFileSync(file('sealed'));
  });
}

/**
 * The one file of a body that was sent to us, opened and its signature checked by OpenSSL.
 * @throws Error when it cannot be decrypted, is not signed, or the signature does not cover the file
 */
export function openSigned({ certificate, key }: KeyPair, body: Uint8Array): { name: string; content: string } {
  return inFolder((run, file) => {
    writeFileSync(file('sealed'), body);
    writeFileSync(file('pair'), `${certificate}${key}`);
    run('cms', '-decrypt', '-binary', '-inform', 'DER', '-in', 'sealed', '-out', 'plain', '-inkey', 'pair', '-recip', 'pair');
    const entries = unzipSync(readFileSync(file('plain')));
    const signature = Object.entries(entries).find(([name]) => name.endsWith('.p7s'))?.[1];
    const manifest = entries['META-INF/asicmanifest.xml'];
    if (!signature || !manifest) throw new Error('The container is not signed.');
    writeFileSync(file('signature'), signature);
    writeFileSync(file('manifest'), manifest);
    const verify = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', 'signature', '-content', 'manifest', '-out', 'out'];
    run(...verify, '-noverify', '-signer', 'signer');
    // Anybody's certificate will do, but the signature must say whose it is.
    run(...verify, '-cades', '-CAfile', 'signer', '-purpose', 'any');
    const [name = '', content = new Uint8Array()] = Object.entries(entries).find(([one]) => !/^(META-INF\/|mimetype$)/.test(one)) ?? [];
    writeFileSync(file('content'), content);
    const digest = run('dgst', '-sha256', '-binary', 'content').toString('base64');
    if (!strFromU8(manifest).includes(`URI="${name}"`) || !strFromU8(manifest).includes(digest)) throw new Error('The file is not signed.');
    return { name, content: strFromU8(content) };
  });
}

/** An ASiC-E container with bekymringsmelding.json and a PDF beside it; its signature is left out, since a receiver may not rely on it. */
export function concernContainer(concern: unknown): Uint8Array {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text));
  return zipSync({
    mimetype: [bytes('application/vnd.etsi.asic-e+zip'), { level: 0 }],
    'bekymringsmelding.json': bytes(JSON.stringify(concern)),
    'bekymringsmelding.pdf': bytes('%PDF-1.4\n% SIMULATOR\n%%EOF\n'),
  });
}
