'use client';

import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { useTranslations } from 'next-intl';
import { DATE } from './span-fields';
import { useRosterFormat } from './use-roster';

type TypedRotation = { startDay: string; handoverTime: string; handoverWeekday: string; weeks: string };

type Props = { id: string; value: TypedRotation; onChange(value: TypedRotation): void; fault(field: string): string | undefined };

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** When the duty goes to the next participant. */
export function RotationFields({ id, value, onChange, fault }: Props) {
  const t = useTranslations('roster.layers');
  const { weekday } = useRosterFormat();
  const field = (name: 'startDay' | 'handoverTime' | 'weeks', more: { type?: 'text' | 'time'; htmlSize?: number }) => (
    <TextField
      id={`${id}-${name}`}
      size="small"
      label={t(name)}
      value={value[name]}
      onChange={(event) => onChange({ ...value, [name]: event.target.value })}
      error={fault(name)}
      {...more}
    />
  );
  return (
    <div className="flex flex-wrap items-start gap-4">
      {field('startDay', { type: DATE })}
      <Select
        size="small"
        label={t('handoverWeekday')}
        value={value.handoverWeekday}
        onChange={(event) => onChange({ ...value, handoverWeekday: event.target.value })}
        error={fault('handoverWeekday')}
      >
        {WEEKDAYS.map((number) => (
          <option key={number} value={number}>
            {weekday(number)}
          </option>
        ))}
      </Select>
      {field('handoverTime', { type: 'time' })}
      {field('weeks', { htmlSize: 4 })}
    </div>
  );
}
