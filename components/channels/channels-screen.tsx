'use client';

import { BodyLong, BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ChannelCards } from '@/components/overview/channel-cards';
import { TickingProvider } from '@/components/overview/ticking';
import { Failure } from '@/components/queue/failure';
import { AddressSection } from './address-section';
import { ChangeItem } from './change-item';
import { MailboxSection } from './mailbox-section';
import { type ChannelsAnswer, useChannels } from './use-channels';

type Props = { first: ChannelsAnswer; mayEdit: boolean; timeZone: string };

/** How reports come in: first what waits for a second person, then every channel, then what can be changed here. */
export function ChannelsScreen({ first, mayEdit, timeZone }: Props) {
  const t = useTranslations('channels');
  const { answer, error } = useChannels(first);
  const [saved, setSaved] = useState(false);
  const at = useMemo(() => new Date(answer.now), [answer.now]);
  return (
    <TickingProvider at={at} timeZone={timeZone}>
      <div className="flex flex-col gap-8">
        <div className="flex max-w-4xl flex-col gap-3">
          <Heading level="1" size="large">
            {t('title')}
          </Heading>
          <BodyLong>{t('lead')}</BodyLong>
          <Failure error={error} reading />
          <div role="status">{saved ? <BodyShort weight="semibold">{t('saved')}</BodyShort> : null}</div>
        </div>
        <Changes heading={t('waiting.heading')} none={t('waiting.none')} id="waiting" changes={answer.waiting} />
        <ChannelCards channels={answer.channels} folders={answer.mailboxFolders} />
        <AddressSection
          addresses={answer.addresses}
          probes={answer.probes}
          mayEdit={mayEdit}
          onForm={() => setSaved(false)}
          onProposed={() => setSaved(true)}
        />
        <MailboxSection
          mailboxes={answer.mailboxes}
          probes={answer.probes}
          mayEdit={mayEdit}
          onForm={() => setSaved(false)}
          onProposed={() => setSaved(true)}
        />
        <BodyLong className="max-w-4xl">{t('others')}</BodyLong>
        <Changes heading={t('decided.heading')} none={t('decided.none')} id="decided" changes={answer.decided} />
      </div>
    </TickingProvider>
  );
}

type ChangesProps = { heading: string; none: string; id: string; changes: ChannelsAnswer['waiting'] };

function Changes({ heading, none, id, changes }: ChangesProps) {
  return (
    <section aria-labelledby={id} className="flex max-w-4xl flex-col gap-3">
      <Heading level="2" size="small" id={id}>
        {heading}
      </Heading>
      {changes.length === 0 ? <BodyShort>{none}</BodyShort> : null}
      <ul className="flex flex-col gap-4">
        {changes.map((change) => (
          <li key={change.id}>
            <ChangeItem change={change} />
          </li>
        ))}
      </ul>
    </section>
  );
}
