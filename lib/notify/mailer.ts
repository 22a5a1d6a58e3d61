import nodemailer from 'nodemailer';
import { SendError, type Sender } from './sender';

/** Sends notices by mail. */
export type Mailer = Sender & { means: 'email' };

/** A slow server is waited for; one that hangs is tried again later. Milliseconds. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000 };

/**
 * A mailer for an SMTP server: `smtp://` (with STARTTLS where offered) or `smtps://`. Each mail opens its own connection, so a
 * server that comes back is used at once. Mails are marked as automatic, so that nothing answers them (RFC 3834).
 */
export function openMailer(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport({ url, ...PATIENCE, disableFileAccess: true, disableUrlAccess: true });
  return {
    means: 'email',
    send: async ({ id, to, subject, text, html }) => {
      const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
      try {
        await transport.sendMail({ to, subject, text, html, from, messageId: `<${id}>`, headers });
      } catch (error) {
        throw new SendError(mailErrorCode(error), isRefusedForGood(error) ? 'refused' : 'failed', { cause: error });
      }
    },
    close: () => transport.close(),
  };
}

/** A mailer for an installation that names no mail server: notices wait, and the overview shows why. */
export const noMailer: Mailer = {
  means: 'email',
  send: async () => {
    throw new SendError('no-mail-server');
  },
  close: () => undefined,
};

type SmtpFailure = { code?: unknown; responseCode?: unknown };

/** What went wrong, as a code without an address or a text of the server: "smtp-451", "etimedout". */
function mailErrorCode(error: unknown): string {
  const { code, responseCode } = (error ?? {}) as SmtpFailure;
  if (typeof responseCode === 'number') return `smtp-${responseCode}`;
  return typeof code === 'string' ? code.toLowerCase() : 'unexpected';
}

/** The server refused this recipient for good (RFC 5321: 5yz to RCPT TO): trying again reaches nobody. */
function isRefusedForGood(error: unknown): boolean {
  const { code, responseCode } = (error ?? {}) as SmtpFailure;
  return code === 'EENVELOPE' && typeof responseCode === 'number' && responseCode >= 500;
}
