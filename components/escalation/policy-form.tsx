'use client';

import { Alert } from '@navikt/ds-react/Alert';
import { Button } from '@navikt/ds-react/Button';
import { TextField } from '@navikt/ds-react/TextField';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { checkPolicy } from '@/lib/domain/escalation/check';
import type { Policy } from '@/lib/domain/escalation/policy';
import type { DraftStep } from './draft';
import { EscalationFailure } from './escalation-failure';
import { PolicyChanges } from './policy-changes';
import { PolicyEditor } from './policy-editor';
import { useEscalationChange, useShownPolicy } from './use-escalation';
import { usePolicyWarnings } from './use-policy-warnings';

type Props = {
  /** The version that the draft began from. */
  seen: number;
  drafts: DraftStep[][];
  draft: Policy;
  onChange(drafts: DraftStep[][]): void;
  onDone(version: number): void;
  onCancel(): void;
};

/** Changes the policy: what is typed is checked at once, compared with what is in force, and saved as a new version. */
export function PolicyForm({ seen, drafts, draft, onChange, onDone, onCancel }: Props) {
  const t = useTranslations('escalation');
  const { view } = useShownPolicy();
  const warningText = usePolicyWarnings();
  const [note, setNote] = useState('');
  const change = useEscalationChange<{ version: number }>('');
  const { faults, warnings } = checkPolicy(draft, view.surroundings);
  const refused = change.error instanceof ApiError ? change.error.fields : {};
  const count = Object.keys(faults).length;
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ policy: draft, note, seen }, { onSuccess: ({ version }) => onDone(version) });
      }}
    >
      <PolicyEditor drafts={drafts} onChange={onChange} faults={faults} />
      <div aria-live="polite" className="flex flex-col gap-2">
        {count > 0 ? (
          <Alert variant="error" size="small">
            {t('editor.faults', { count })}
          </Alert>
        ) : null}
        {warnings.length > 0 ? (
          <Alert variant="warning" size="small">
            <ul className="list-disc pl-4">
              {warnings.map((one) => (
                <li key={`${one.path} ${one.code}`}>{warningText(one)}</li>
              ))}
            </ul>
          </Alert>
        ) : null}
      </div>
      <section aria-labelledby="what-changes" className="flex flex-col gap-2">
        <Heading level="3" size="xsmall" id="what-changes">
          {t('changes.heading')}
        </Heading>
        <PolicyChanges before={view.policy} after={draft} />
      </section>
      <TextField
        id="policy-note"
        size="small"
        className="max-w-2xl"
        label={t('editor.note')}
        description={t('editor.noteHelp')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        error={refused.note ? t('faults.too-long') : undefined}
      />
      {refused.policy ? <Alert variant="info">{t('faults.unchanged')}</Alert> : <EscalationFailure error={change.error} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" loading={change.isPending}>
          {t('editor.save')}
        </Button>
        <Button type="button" size="small" variant="tertiary" onClick={onCancel}>
          {t('editor.discard')}
        </Button>
      </div>
    </form>
  );
}
