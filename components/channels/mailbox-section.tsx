'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ChangeFacts } from './change-facts';
import { type Draft, draftOf, EMPTY_DRAFT, MailboxForm } from './mailbox-form';
import { NoProbe, Probe } from './probe-list';
import type { MailboxView, ProbeView } from './use-channels';

type Props = { mailboxes: MailboxView[]; probes: ProbeView[]; mayEdit: boolean; onForm(): void; onProposed(): void };

/** The mailboxes that are read, without their passwords. */
export function MailboxSection({ mailboxes, probes, mayEdit, onForm, onProposed }: Props) {
  const t = useTranslations('channels');
  const [draft, setDraft] = useState<Draft | null>(null);
  const open = (next: Draft) => {
    setDraft(next);
    onForm();
  };
  return (
    <section aria-labelledby="mailboxes" className="flex max-w-4xl flex-col items-start gap-3">
      <Heading level="2" size="small" id="mailboxes">
        {t('mailboxes.heading')}
      </Heading>
      {mailboxes.length === 0 ? <BodyShort>{t('mailboxes.none')}</BodyShort> : null}
      <ul className="flex flex-col gap-4">
        {mailboxes.map((mailbox) => (
          <li key={mailbox.id} className="flex flex-col items-start gap-2">
            <Mailbox mailbox={mailbox} probe={probes.find(({ address }) => address === mailbox.probeAddress)} />
            {mayEdit ? (
              <div className="flex flex-wrap gap-2">
                <Button size="small" variant="secondary" onClick={() => open(draftOf(mailbox))}>
                  {t('mailboxes.edit', { name: mailbox.name })}
                </Button>
                <Button size="small" variant="tertiary" onClick={() => open({ ...draftOf(mailbox), active: !mailbox.active })}>
                  {t(mailbox.active ? 'mailboxes.off' : 'mailboxes.on', { name: mailbox.name })}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {draft ? (
        <MailboxForm
          key={`${draft.mailboxId} ${draft.active}`}
          first={draft}
          onCancel={() => setDraft(null)}
          onProposed={() => {
            setDraft(null);
            onProposed();
          }}
        />
      ) : mayEdit ? (
        <Button size="small" variant="secondary" onClick={() => open(EMPTY_DRAFT)}>
          {t('mailboxes.add')}
        </Button>
      ) : null}
    </section>
  );
}

function Mailbox({ mailbox, probe }: { mailbox: MailboxView; probe: ProbeView | undefined }) {
  const t = useTranslations('channels');
  const { id, name, active, probeAddress, ...rest } = mailbox;
  return (
    <>
      <Heading level="3" size="xsmall" className="wrap-anywhere">
        {name}
        {active ? null : <span className="font-normal"> ({t('mailboxes.isOff')})</span>}
      </Heading>
      <ChangeFacts content={{ kind: 'mailbox', mailboxId: id, name, active, probeAddress, ...rest }} />
      {probeAddress && active ? probe ? <Probe probe={probe} changeId={null} /> : <NoProbe address={probeAddress} /> : null}
    </>
  );
}
