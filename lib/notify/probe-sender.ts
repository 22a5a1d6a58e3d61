import nodemailer from 'nodemailer';
import { PROBE_FIELD } from '@/lib/channels/email/take-probe';
import type { Locale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';

type ProbeMail = { to: string; token: string; id: string; locale: Locale };
/** Sends probes. @throws the mail server's error when it has not taken one */
export type ProbeSender = { send(probe: ProbeMail): Promise<void>; close(): void };

const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000 };

/** Probes leave by the same server as every other mail, so that they come back from outside. */
export function openProbeSender(url: string, from: string): ProbeSender {
  const transport = nodemailer.createTransport({ url, ...PATIENCE, disableFileAccess: true, disableUrlAccess: true });
  return {
    send: async ({ to, token, id, locale }) => {
      const t = translator(locale, 'channels');
      await transport.sendMail({
        from,
        to,
        subject: t('probe.mailSubject'),
        text: `${t('probe.mailText')}\n\n${token}\n`,
        messageId: `<${id}@probe.mottak>`,
        headers: { [PROBE_FIELD]: token, 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
    },
    close: () => transport.close(),
  };
}
