'use client';

import { TextField } from '@navikt/ds-react/TextField';
import { useTranslations } from 'next-intl';
import type { SpanInput } from '@/lib/domain/roster/check-input';

type Props = { id: string; value: SpanInput; onChange(value: SpanInput): void; fault(field: string): string | undefined };

/** Aksel's text field looks and validates alike with the browser's own date input, which its types leave out. */
export const DATE = 'date' as 'text';

/** From when until when, in the municipality's time. */
export function SpanFields({ id, value, onChange, fault }: Props) {
  const t = useTranslations('roster.fields');
  const field = (name: keyof SpanInput, type: 'text' | 'time') => (
    <TextField
      id={`${id}-${name}`}
      type={type}
      size="small"
      label={t(name)}
      value={value[name]}
      onChange={(event) => onChange({ ...value, [name]: event.target.value })}
      error={fault(name)}
    />
  );
  return (
    <div className="flex flex-wrap items-start gap-4">
      {field('fromDay', DATE)}
      {field('fromTime', 'time')}
      {field('toDay', DATE)}
      {field('toTime', 'time')}
    </div>
  );
}
