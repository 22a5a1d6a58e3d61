import { log } from '@/lib/log';
import { startMailCatcher } from '@/lib/notify/mail-catcher';
import { type Mailer, noMailer, openMailer } from '@/lib/notify/mailer';
import type { WorkerContext } from './worker-context';

/** The mail server that MAIL_URL names; in the demo without one, a mail catcher on this machine. Elsewhere notices wait. */
export async function chooseMailer({ env, prisma, clock }: Pick<WorkerContext, 'env' | 'prisma' | 'clock'>): Promise<Mailer> {
  if (env.MAIL_URL) return openMailer(env.MAIL_URL, env.MAIL_FROM);
  if (env.MOTTAK_MODE !== 'demo') {
    log().error('MAIL_URL is not set: nobody can be told of anything');
    return noMailer;
  }
  const catcher = await startMailCatcher({ prisma, clock }, env.CATCHER_PORT);
  const mailer = openMailer(catcher.url, env.MAIL_FROM);
  return {
    ...mailer,
    close: () => {
      mailer.close();
      void catcher.close();
    },
  };
}
