import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { errorCode } from '@/lib/log';

export type CertificateFiles = { key: string; cert: string };
type Certificate = { key: string; cert: string };

/** A certificate that can be used, or why not, as a code: ENOENT, ERR_OSSL_X509_KEY_VALUES_MISMATCH … */
export type CertificateState = { certificate: Certificate } | { trouble: string };

/** Reads the key and certificate (PEM) of the SMTP listener and tries whether they belong together. Never throws. */
export async function readCertificate({ key, cert }: CertificateFiles): Promise<CertificateState> {
  try {
    const certificate = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
    createSecureContext(certificate);
    return { certificate };
  } catch (error) {
    const { error: name, code } = errorCode(error);
    return { trouble: String(code ?? name) };
  }
}
