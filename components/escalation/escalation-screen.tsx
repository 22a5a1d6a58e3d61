'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyLong, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Failure } from '@/components/queue/failure';
import { AheadList } from './ahead-list';
import { type DraftStep, draftsOf, policyOf } from './draft';
import { OutOfHoursForm } from './out-of-hours-form';
import { PolicyForm } from './policy-form';
import { PolicySentences } from './policy-sentences';
import { TryOut } from './try-out';
import { UnitList } from './unit-list';
import { EscalationContext, type PolicyAnswer, useEscalation, useShownPolicy } from './use-escalation';
import { useTimes } from './use-times';
import { VersionList } from './version-list';

/** What is being changed, and from which version. */
type Editing = { drafts: DraftStep[][]; seen: number };

/** The escalation policy: what the coming days lack, what is in force, what it would do, and what changes it. */
export function EscalationScreen({ first, mayEdit }: { first: PolicyAnswer; mayEdit: boolean }) {
  const t = useTranslations('escalation');
  const { data: view, error } = useEscalation(first);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [saved, setSaved] = useState<number | null>(null);
  const shown = useMemo(() => ({ view, mayEdit }), [view, mayEdit]);
  const draft = editing && policyOf(editing.drafts, view.policy);
  return (
    <EscalationContext value={shown}>
      <div className="flex flex-col gap-8">
        <Heading level="1" size="large">
          {t('title')}
        </Heading>
        <Failure error={error} reading />
        <AheadList />
        <section aria-labelledby="in-force" className="flex flex-col gap-4">
          <InForce />
          <p role="status">{saved === null ? '' : t('saved', { version: saved })}</p>
          {editing && draft ? (
            <PolicyForm
              seen={editing.seen}
              drafts={editing.drafts}
              draft={draft}
              onChange={(drafts) => setEditing({ ...editing, drafts })}
              onDone={(version) => {
                setSaved(version);
                setEditing(null);
              }}
              onCancel={() => setEditing(null)}
            />
          ) : (
            <>
              <PolicySentences policy={view.policy} />
              {mayEdit ? (
                <Button
                  size="small"
                  variant="secondary"
                  className="self-start"
                  onClick={() => {
                    setSaved(null);
                    setEditing({ drafts: draftsOf(view.policy), seen: view.version });
                  }}
                >
                  {t('editor.open')}
                </Button>
              ) : null}
            </>
          )}
        </section>
        <TryOut draft={draft} />
        <OutOfHoursForm />
        <UnitList />
        <VersionList />
      </div>
    </EscalationContext>
  );
}

function InForce() {
  const t = useTranslations('escalation');
  const { view } = useShownPolicy();
  const { withYear } = useTimes();
  const current = view.versions.find(({ version }) => version === view.version);
  return (
    <>
      <Heading level="2" size="small" id="in-force">
        {t('inForce.heading')}
      </Heading>
      <p data-testid="in-force">
        {current
          ? t('inForce.since', { version: current.version, time: withYear(current.at), by: current.by ?? t('versions.mottak') })
          : t('inForce.default')}
      </p>
      <BodyLong size="small">{t('inForce.help')}</BodyLong>
    </>
  );
}
