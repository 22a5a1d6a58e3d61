'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Age, useLocalTime } from './ticking';
import type { OverviewAnswer } from './use-overview';

type Channel = OverviewAnswer['channels'][number];
type Folder = OverviewAnswer['mailboxFolders'][number];

/** Every channel with what came through it. A channel that never brought anything is told apart from a quiet one. */
export function ChannelCards({ channels, folders }: { channels: Channel[]; folders: Folder[] }) {
  const t = useTranslations('overview.channels');
  return (
    <section aria-labelledby="channels">
      <Heading level="2" size="small" id="channels" spacing>
        {t('heading')}
      </Heading>
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {channels.map((channel) => (
          <ChannelCard key={`${channel.kind} ${channel.name}`} channel={channel} folders={channel.kind === 'email' ? folders : []} />
        ))}
      </ul>
    </section>
  );
}

function ChannelCard({ channel, folders }: { channel: Channel; folders: Folder[] }) {
  const t = useTranslations('overview.channels');
  const tChannel = useTranslations('report.channel');
  const { kind, name, lastDay, lastWeek, lastArrivalAt } = channel;
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-(--ax-border-neutral-subtle) p-4" data-testid={`channel-${kind}`}>
      <Heading level="3" size="xsmall">
        {tChannel(kind)}
        {name.includes(':') ? <span className="block font-normal text-sm break-words">{name}</span> : null}
      </Heading>
      <ChannelState channel={channel} isTold={folders.some(({ problem }) => problem !== null)} />
      <Folders folders={folders} />
      <dl className="flex flex-col gap-y-1">
        <Figure term={t('lastDay')}>
          <strong className="tabular">{lastDay}</strong>
        </Figure>
        <Figure term={t('lastWeek')}>
          <strong className="tabular">{lastWeek}</strong>
        </Figure>
        <Figure term={t('lastArrival')}>{lastArrivalAt ? <Ago at={new Date(lastArrivalAt)} /> : t('none')}</Figure>
        <LastChecked channel={channel} />
      </dl>
    </li>
  );
}

/** `isTold`: the folders say what is wrong, in the reader's language. */
function ChannelState({ channel: { lastError, lastErrorAt, lastArrivalAt }, isTold }: { channel: Channel; isTold: boolean }) {
  const t = useTranslations('overview.channels');
  const time = useLocalTime();
  if (lastError) {
    return (
      <InlineMessage status="error" size="small">
        <span>
          <strong>{t('failing', { time: lastErrorAt ? time(new Date(lastErrorAt)) : '' })}</strong>{' '}
          {isTold ? null : <span lang="en">{lastError}</span>}
        </span>
      </InlineMessage>
    );
  }
  if (!lastArrivalAt)
    return (
      <InlineMessage status="warning" size="small">
        <span>{t('never')}</span>
      </InlineMessage>
    );
  return (
    <InlineMessage status="success" size="small">
      <span>{t('works')}</span>
    </InlineMessage>
  );
}

/** Each folder that is read: what is wrong with it in words, else how many mails lie there and how many of them wait. */
function Folders({ folders }: { folders: Folder[] }) {
  const t = useTranslations('overview.channels');
  if (folders.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-sm" data-testid="mailbox-folders">
      {folders.map(({ mailbox, folder, onServer, waiting, problem }) => (
        <li key={`${mailbox} ${folder}`} className="break-words">
          <strong>
            {mailbox} {folder === '\\Junk' ? t('junk') : folder}
          </strong>
          {': '}
          {problem
            ? t(`problems.${problem}`)
            : onServer === null
              ? t('notYetRead')
              : t('onServer', { count: onServer, waiting: waiting ?? 0 })}
        </li>
      ))}
    </ul>
  );
}

/** Channels into which others write are not asked; the ones that Mottak must ask say when it last could. */
function LastChecked({ channel: { kind, lastCheckedAt } }: { channel: Channel }) {
  const t = useTranslations('overview.channels');
  if (lastCheckedAt)
    return (
      <Figure term={t('lastChecked')}>
        <Ago at={new Date(lastCheckedAt)} />
      </Figure>
    );
  return kind === 'secure_post' ? (
    <Figure term={t('lastChecked')}>
      <strong>{t('neverChecked')}</strong>
    </Figure>
  ) : null;
}

function Ago({ at }: { at: Date }) {
  const t = useTranslations('overview.elapsed');
  return <>{t.rich('ago', { age: () => <Age of={at} /> })}</>;
}

function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-x-4">
      <dt>{term}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
