'use client';

import { Tabs } from '@navikt/ds-react/Tabs';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useDateFormat } from '@/components/ui/use-date-format';
import { DAY_AND_TIME } from '@/lib/i18n/format-instant';
import type { Mail } from './mail';

/** A link of the message opens beside Mottak, never inside the frame. */
const FRAME_HEAD = '<base target="_blank"><style>body{font:16px/1.5 system-ui,sans-serif;margin:1rem;overflow-wrap:anywhere}</style>';

/** One message: who, what, when, and its two bodies. The HTML runs no script and knows nothing of this page. */
export function MailView({ mail, timeZone }: { mail: Mail; timeZone: string }) {
  const t = useTranslations('mailcatcher');
  const format = useDateFormat(timeZone);
  return (
    <article aria-labelledby="subject" className="min-w-0 rounded-lg border border-(--ax-border-neutral-subtle) p-4">
      <Heading level="2" size="small" id="subject" spacing>
        {mail.subject}
      </Heading>
      <dl className="mb-4 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 break-words">
        <dt>{t('to')}</dt>
        <dd>
          {mail.recipient.name} &lt;{mail.recipient.email}&gt;
        </dd>
        <dt>{t('from')}</dt>
        <dd>{mail.sender}</dd>
        <dt>{t('time')}</dt>
        <dd className="tabular">{format(new Date(mail.caughtAt), { ...DAY_AND_TIME, second: '2-digit' })}</dd>
      </dl>
      <Tabs defaultValue={mail.html ? 'html' : 'text'}>
        <Tabs.List>
          {mail.html ? <Tabs.Tab value="html" label={t('html')} /> : null}
          <Tabs.Tab value="text" label={t('text')} />
        </Tabs.List>
        {mail.html ? (
          <Tabs.Panel value="html" className="pt-4">
            <iframe
              title={t('frame', { subject: mail.subject })}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              srcDoc={FRAME_HEAD + mail.html}
              className="h-[28rem] w-full rounded border border-(--ax-border-neutral-subtle) bg-white"
            />
          </Tabs.Panel>
        ) : null}
        <Tabs.Panel value="text" className="pt-4">
          <pre className="whitespace-pre-wrap break-words font-[inherit]">{mail.text}</pre>
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}
