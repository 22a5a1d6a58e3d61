'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyLong, BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Failure } from '@/components/queue/failure';
import { useDateFormat } from '@/components/ui/use-date-format';
import { DAY_AND_TIME } from '@/lib/i18n/format-instant';
import { MappingForm } from './mapping-form';
import { type Draft, type MappingData, useMappings, useRemoveMapping } from './use-mappings';

type Props = { first: MappingData[]; timeZone: string };

const EMPTY: Draft = { senderPattern: '', fields: [{ key: 0, label: '', field: 'child.name' }] };

/** What the labels of form vendors mean: seen, changed and tried out. */
export function MappingScreen({ first, timeZone }: Props) {
  const t = useTranslations('mapping');
  const mappings = useMappings(first);
  const remove = useRemoveMapping();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [saved, setSaved] = useState(false);
  const open = (next: Draft) => {
    setDraft(next);
    setSaved(false);
  };
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <Heading level="1" size="large">
        {t('title')}
      </Heading>
      <BodyLong>{t('lead')}</BodyLong>
      <div role="status">{saved ? <BodyShort>{t('saved')}</BodyShort> : null}</div>
      <Failure error={remove.error} />
      {mappings.length === 0 ? <BodyShort>{t('none')}</BodyShort> : null}
      <ul className="flex flex-col gap-6">
        {mappings.map((mapping) => (
          <li key={mapping.id}>
            <Mapping mapping={mapping} timeZone={timeZone} onEdit={() => open(draftOf(mapping))} onRemove={() => remove.mutate(mapping)} />
          </li>
        ))}
      </ul>
      {draft ? (
        <MappingForm
          key={draft.id ?? 'new'}
          first={draft}
          onCancel={() => setDraft(null)}
          onSaved={() => {
            setDraft(null);
            setSaved(true);
          }}
        />
      ) : (
        <Button className="self-start" onClick={() => open(EMPTY)}>
          {t('add')}
        </Button>
      )}
    </div>
  );
}

function draftOf({ id, version, senderPattern, fields }: MappingData): Draft {
  return { id, version, senderPattern, fields: fields.map((each, key) => ({ key, ...each })) };
}

type MappingProps = { mapping: MappingData; timeZone: string; onEdit(): void; onRemove(): void };

function Mapping({ mapping, timeZone, onEdit, onRemove }: MappingProps) {
  const t = useTranslations('mapping');
  const format = useDateFormat(timeZone);
  const sender = mapping.senderPattern;
  return (
    <section aria-label={sender} className="flex flex-col items-start gap-2">
      <Heading level="2" size="small" className="wrap-anywhere">
        {sender}
      </Heading>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {mapping.fields.map(({ label, field }) => (
          <div key={label} className="contents">
            <dt className="wrap-anywhere">{label}</dt>
            <dd>{t(`fields.${field}`)}</dd>
          </div>
        ))}
      </dl>
      <BodyShort size="small">
        {t('changed', { name: mapping.changedBy, time: format(new Date(mapping.changedAt), DAY_AND_TIME) })}
      </BodyShort>
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="secondary" onClick={onEdit}>
          {t('edit', { sender })}
        </Button>
        <Button size="small" variant="tertiary" onClick={onRemove}>
          {t('remove', { sender })}
        </Button>
      </div>
    </section>
  );
}
