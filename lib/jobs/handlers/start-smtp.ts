import { startSmtpListener } from '@/lib/channels/email/smtp-listener';
import type { Part, WorkerContext } from './worker-context';

/** The SMTP listener on SMTP_HOST (this machine only, unless it is set) and SMTP_PORT. */
export function startSmtp({ door, prisma, clock, env }: WorkerContext): Promise<Part> {
  return startSmtpListener({ door, prisma, clock, host: env.SMTP_HOST, port: env.SMTP_PORT, maxBytes: env.SMTP_MAX_BYTES });
}
