'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Loader } from '@navikt/ds-react/Loader';
import { Select } from '@navikt/ds-react/Select';
import { BodyLong, BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDateFormat } from '@/components/ui/use-date-format';
import { DAY_AND_TIME } from '@/lib/i18n/format-instant';
import type { Mail } from './mail';
import { MailView } from './mail-view';

type Props = { people: { id: string; name: string }[]; timeZone: string };

const AGAIN_MS = 3000;

/** What Mottak would have mailed to the staff: a list beside the message that is open. */
export function MailCatcher({ people, timeZone }: Props) {
  const t = useTranslations('mailcatcher');
  const [recipient, setRecipient] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const { data: mails, error } = useQuery({
    queryKey: ['mottak', 'mail-catcher', recipient],
    queryFn: () => ask(recipient),
    refetchInterval: AGAIN_MS,
  });
  const open = mails?.find(({ id }) => id === openId) ?? mails?.[0];
  // What somebody reads stays open when a newer message comes.
  if (open && openId === null) setOpenId(open.id);
  return (
    <div className="flex flex-col gap-6">
      <Heading level="1" size="large">
        {t('title')}
      </Heading>
      <BodyLong className="max-w-3xl">{t('lead')}</BodyLong>
      <Select label={t('recipient')} value={recipient} onChange={(event) => setRecipient(event.target.value)} className="max-w-sm">
        <option value="">{t('everybody')}</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <div role="alert">
        {error ? (
          <InlineMessage status="error">
            <span>{t('failed')}</span>
          </InlineMessage>
        ) : null}
      </div>
      {mails === undefined && !error ? <Loader size="large" title={t('loading')} /> : null}
      {mails?.length === 0 ? (
        <InlineMessage status="info">
          <span>{t('none')}</span>
        </InlineMessage>
      ) : null}
      {mails && open ? (
        <div className="grid gap-6 lg:grid-cols-[26rem_1fr] lg:items-start">
          <MailList mails={mails} openId={open.id} onOpen={setOpenId} timeZone={timeZone} />
          <MailView key={open.id} mail={open} timeZone={timeZone} />
        </div>
      ) : null}
    </div>
  );
}

type ListProps = { mails: Mail[]; openId: string; onOpen(id: string): void; timeZone: string };

function MailList({ mails, openId, onOpen, timeZone }: ListProps) {
  const t = useTranslations('mailcatcher');
  const format = useDateFormat(timeZone);
  return (
    <nav aria-label={t('messages')}>
      <ul className="max-h-80 divide-y divide-(--ax-border-neutral-subtle) overflow-y-auto rounded-lg border border-(--ax-border-neutral-subtle) lg:max-h-[70vh]">
        {mails.map((mail) => (
          <li key={mail.id}>
            <button
              type="button"
              aria-current={mail.id === openId ? 'true' : undefined}
              onClick={() => onOpen(mail.id)}
              className={`w-full border-l-4 px-3 py-2 text-left hover:bg-(--ax-bg-neutral-moderate-hover) ${mail.id === openId ? 'border-(--ax-border-accent) bg-(--ax-bg-accent-soft)' : 'border-transparent'}`}
            >
              <BodyShort as="span" weight="semibold" className="block">
                {mail.subject}
              </BodyShort>
              <BodyShort as="span" size="small" className="block">
                {mail.recipient.name} ·{' '}
                <span className="tabular">{format(new Date(mail.caughtAt), { ...DAY_AND_TIME, second: '2-digit' })}</span>
              </BodyShort>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

async function ask(recipient: string): Promise<Mail[]> {
  const response = await fetch(`/api/mail-catcher${recipient ? `?recipient=${recipient}` : ''}`);
  if (!response.ok) throw new Error('unreachable');
  return response.json();
}
