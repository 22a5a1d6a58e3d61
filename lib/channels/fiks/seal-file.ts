import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { ObjectIdentifier, OctetString, Sequence, UTCTime } from 'asn1js';
import { strToU8, zipSync } from 'fflate';
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  EnvelopedData,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { escapeXml } from '../xml/escape-xml';
import { FiksError } from './fiks-error';

const CONTAINER_TYPE = 'application/vnd.etsi.asic-e+zip';
const DATA = '1.2.840.113549.1.7.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const ENVELOPED_DATA = '1.2.840.113549.1.7.3';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
/** Which certificate signed (ESS, RFC 5035): what makes a signature CAdES. */
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.47';

/** The municipality's enterprise certificate and its key (RSA), in PEM. */
export type SigningKeys = { certificate: string; key: string };

type SealedFile = { name: string; content: Uint8Array };

/**
 * One file as Fiks IO wants a body: an ASiC-E container, signed (CAdES) with the municipality's enterprise certificate and encrypted
 * (CMS: RSA-OAEP, AES-256) for the account that gets it.
 * @param recipient certificate of that account, in PEM
 * @throws FiksError certificate-unusable, no-recipient-key
 */
export async function sealFile(file: SealedFile, signing: SigningKeys, recipient: string, now: Date): Promise<Buffer> {
  const container = await signedContainer(file, signing, now).catch((cause) => {
    throw new FiksError('certificate-unusable', { cause });
  });
  return encrypt(container, recipient).catch((cause) => {
    throw new FiksError('no-recipient-key', { cause });
  });
}

async function signedContainer({ name, content }: SealedFile, signing: SigningKeys, now: Date): Promise<Uint8Array> {
  const manifest = strToU8(manifestOf(name, content));
  const signature = await sign(manifest, signing, now);
  return zipSync({
    // First and not compressed, so that the type can be read at a fixed place (ETSI EN 319 162-1 A.1).
    mimetype: [strToU8(CONTAINER_TYPE), { level: 0 }],
    [name]: content,
    'META-INF/asicmanifest.xml': manifest,
    'META-INF/signature.p7s': signature,
  });
}

function manifestOf(name: string, content: Uint8Array): string {
  const digest = createHash('sha256').update(content).digest('base64');
  return `<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
<asic:SigReference URI="META-INF/signature.p7s" MimeType="application/x-pkcs7-signature"/>
<asic:DataObjectReference URI="${escapeXml(name)}" MimeType="application/json" Rootfile="true">
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>${digest}</ds:DigestValue>
</asic:DataObjectReference>
</asic:ASiCManifest>`;
}

/** A detached signature of the manifest. */
async function sign(manifest: Uint8Array, { certificate, key }: SigningKeys, now: Date): Promise<Uint8Array> {
  const { raw } = new X509Certificate(certificate);
  const own = Certificate.fromBER(raw);
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const pkcs8 = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' });
  const signingKey = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  const attribute = (type: string, value: unknown) => new Attribute({ type, values: [value] });
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    signedAttrs: new SignedAndUnsignedAttributes({
      type: 0,
      attributes: [
        attribute(CONTENT_TYPE, new ObjectIdentifier({ value: DATA })),
        attribute(SIGNING_TIME, new UTCTime({ valueDate: now })),
        attribute(MESSAGE_DIGEST, new OctetString({ valueHex: hashOf(manifest) })),
        attribute(SIGNING_CERTIFICATE, nested(new OctetString({ valueHex: hashOf(raw) }))),
      ],
    }),
  });
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: DATA }),
    signerInfos: [signer],
    certificates: [own],
  });
  await signed.sign(signingKey, 0, 'SHA-256', arrayBuffer(manifest));
  return derOf(new ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) }));
}

/** SigningCertificateV2: a sequence of certificates, each a sequence that begins with its hash. */
function nested(hash: OctetString): Sequence {
  return new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [hash] })] })] });
}

async function encrypt(content: Uint8Array, recipient: string): Promise<Buffer> {
  const envelope = new EnvelopedData();
  envelope.addRecipientByCertificate(Certificate.fromBER(new X509Certificate(recipient).raw), { oaepHashAlgorithm: 'SHA-256' });
  await envelope.encrypt({ name: 'AES-CBC', length: 256 } as Parameters<EnvelopedData['encrypt']>[0], arrayBuffer(content));
  return derOf(new ContentInfo({ contentType: ENVELOPED_DATA, content: envelope.toSchema() }));
}

function derOf(info: ContentInfo): Buffer {
  return Buffer.from(info.toSchema().toBER());
}

function hashOf(bytes: Uint8Array): ArrayBuffer {
  return arrayBuffer(createHash('sha256').update(bytes).digest());
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
