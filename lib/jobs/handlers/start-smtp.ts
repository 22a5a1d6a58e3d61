import path from 'node:path';
import { type CertificateFiles, type CertificateState, readCertificate } from '@/lib/channels/email/listener-certificate';
import { type SmtpListener, startSmtpListener } from '@/lib/channels/email/smtp-listener';
import { MottakError } from '@/lib/domain/errors';
import { repeat } from './repeat';
import type { Part, WorkerContext } from './worker-context';

/** A certificate that was renewed is offered after this at the latest. */
const LOOK_MS = 60_000;
const SENTENCE = 'The certificate of the SMTP listener cannot be used';

/**
 * The SMTP listener on SMTP_HOST (this machine only, unless it is set) and SMTP_PORT. With SMTP_TLS_CERT and SMTP_TLS_KEY it offers
 * STARTTLS; with a certificate that cannot be used the channel says so, and mail is taken without: losing it would be worse.
 * @throws MottakError unknown-municipality
 */
export async function startSmtp(context: WorkerContext): Promise<Part> {
  const { door, prisma, clock, env } = context;
  const files = env.SMTP_TLS_CERT && env.SMTP_TLS_KEY ? { cert: env.SMTP_TLS_CERT, key: env.SMTP_TLS_KEY } : null;
  const first = files ? await readCertificate(files) : null;
  const listener = await startSmtpListener({
    door,
    prisma,
    clock,
    host: env.SMTP_HOST,
    port: env.SMTP_PORT,
    maxBytes: env.SMTP_MAX_BYTES,
    perMinute: env.SMTP_SLOW_AFTER,
    spoolFolder: path.join(env.DATA_DIR, 'spool'),
    catchAll: env.SMTP_CATCH_ALL,
    defaultMunicipalityId: await defaultMunicipality(context),
    ...(first && 'certificate' in first ? { tls: first.certificate } : {}),
  });
  if (!files) return listener;
  const stop = new AbortController();
  const looking = repeat('the certificate of the mail listener', LOOK_MS, () => renew(context, listener, files), stop.signal);
  return {
    close: async () => {
      stop.abort();
      await Promise.all([looking, listener.close()]);
    },
  };
}

async function defaultMunicipality({ prisma, env }: WorkerContext): Promise<string | undefined> {
  if (!env.SMTP_MUNICIPALITY) return undefined;
  const municipality = await prisma.municipality.findUnique({ where: { slug: env.SMTP_MUNICIPALITY }, select: { id: true } });
  if (!municipality) throw new MottakError('unknown-municipality');
  return municipality.id;
}

/** Takes the certificate as it is on disk now, and says on the channels how that went. */
export async function renew(
  { prisma, clock }: Pick<WorkerContext, 'prisma' | 'clock'>,
  listener: SmtpListener,
  files: CertificateFiles,
): Promise<void> {
  const state: CertificateState = await readCertificate(files);
  if ('certificate' in state) {
    listener.offer(state.certificate);
    await prisma.channel.updateMany({
      where: { kind: 'email', lastError: { startsWith: SENTENCE } },
      data: { lastError: null, lastErrorAt: null },
    });
    return;
  }
  const lastError = `${SENTENCE} (${state.trouble}): mail is taken without encryption, or with the certificate before.`;
  await prisma.channel.updateMany({ where: { kind: 'email' }, data: { lastError, lastErrorAt: clock() } });
}
