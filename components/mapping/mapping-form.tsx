'use client';

import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import { MAPPED_FIELDS, type MappedField } from '@/lib/domain/field-mapping';
import { TryMapping } from './try-mapping';
import { type Draft, useSaveMapping } from './use-mappings';

type Props = { first: Draft; onSaved(): void; onCancel(): void };

/** One sender and the labels of its forms. What was typed stays until it is saved or given up. */
export function MappingForm({ first, onSaved, onCancel }: Props) {
  const t = useTranslations('mapping');
  const [draft, setDraft] = useState(first);
  const save = useSaveMapping(onSaved);
  const wrong = save.error instanceof ApiError ? save.error.fields : {};
  const { senderPattern: wrongSender, fields: wrongFields } = wrong;
  const setField = (key: number, change: Partial<Draft['fields'][number]>) =>
    setDraft({ ...draft, fields: draft.fields.map((each) => (each.key === key ? { ...each, ...change } : each)) });
  const next = Math.max(-1, ...draft.fields.map(({ key }) => key)) + 1;
  return (
    <form
      noValidate
      className="flex flex-col items-start gap-4 rounded border border-(--ax-border-neutral) p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(draft);
      }}
    >
      <TextField
        label={t('sender')}
        description={t('senderHelp')}
        className="w-full max-w-md"
        autoComplete="off"
        maxLength={200}
        value={draft.senderPattern}
        error={wrongSender ? t(wrongSender === 'taken' ? 'wrong.taken' : 'wrong.sender') : undefined}
        onChange={(event) => setDraft({ ...draft, senderPattern: event.target.value })}
      />
      {draft.fields.map(({ key, label, field }, index) => (
        <div key={key} className="flex flex-wrap items-end gap-3">
          <TextField label={t('label')} value={label} maxLength={200} onChange={(event) => setField(key, { label: event.target.value })} />
          <Select label={t('field')} value={field} onChange={(event) => setField(key, { field: event.target.value as MappedField })}>
            {MAPPED_FIELDS.map((each) => (
              <option key={each} value={each}>
                {t(`fields.${each}`)}
              </option>
            ))}
          </Select>
          <Button
            type="button"
            variant="tertiary"
            onClick={() => setDraft({ ...draft, fields: draft.fields.filter((each) => each.key !== key) })}
          >
            {t('removeLabel', { number: index + 1 })}
          </Button>
        </div>
      ))}
      <Button
        type="button"
        variant="secondary"
        onClick={() => setDraft({ ...draft, fields: [...draft.fields, { key: next, label: '', field: 'child.name' }] })}
      >
        {t('addLabel')}
      </Button>
      <TryMapping draft={draft} />
      <div role="alert">{wrongFields !== undefined ? <InlineMessage status="error">{t('wrong.fields')}</InlineMessage> : null}</div>
      {wrongSender === undefined && wrongFields === undefined ? <Failure error={save.error} /> : null}
      <div className="flex gap-2">
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
        <Button type="button" variant="tertiary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
