'use client';

import { Button } from '@navikt/ds-react/Button';
import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { WeeklyWindow } from '@/lib/domain/roster/roster';
import { WEEKDAYS } from './rotation-fields';
import { useRosterFormat } from './use-roster';

type Props = { value: WeeklyWindow[] | null; onChange(value: WeeklyWindow[] | null): void; fault(field: string): string | undefined };

const OFFICE_HOURS = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '16:00' }));

/** When the layer has duty: always, or in hours of the week. Hours that were typed come back when "always" was a slip. */
export function HoursFields({ value, onChange, fault }: Props) {
  const t = useTranslations('roster.layers');
  const [kept, setKept] = useState(value ?? OFFICE_HOURS);
  const change = (windows: WeeklyWindow[]) => {
    setKept(windows);
    onChange(windows);
  };
  return (
    <>
      <RadioGroup
        size="small"
        legend={t('hours')}
        value={value ? 'windows' : 'always'}
        onChange={(chosen: string) => onChange(chosen === 'always' ? null : kept)}
        error={fault('hours')}
      >
        <Radio value="always">{t('always')}</Radio>
        <Radio value="windows">{t('inHours')}</Radio>
      </RadioGroup>
      {value ? (
        <div className="flex flex-col gap-3">
          {value.map((window, index) => (
            <WindowFields
              // biome-ignore lint/suspicious/noArrayIndexKey: a window has no name but its place
              key={index}
              window={window}
              fault={(field) => fault(`hours.${index}.${field}`)}
              onChange={(changed) => change(value.with(index, changed))}
              onRemove={() => change(value.toSpliced(index, 1))}
            />
          ))}
          <Button
            type="button"
            size="small"
            variant="secondary"
            className="self-start"
            onClick={() => change([...value, { weekday: 6, from: '08:00', to: '16:00' }])}
          >
            {t('addWindow')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

type WindowProps = {
  window: WeeklyWindow;
  fault(field: string): string | undefined;
  onChange(window: WeeklyWindow): void;
  onRemove(): void;
};

function WindowFields({ window, fault, onChange, onRemove }: WindowProps) {
  const t = useTranslations('roster.layers');
  const { weekday } = useRosterFormat();
  const time = (name: 'from' | 'to') => (
    <TextField
      size="small"
      type="time"
      label={t(name === 'from' ? 'windowFrom' : 'windowTo')}
      value={window[name]}
      onChange={(event) => onChange({ ...window, [name]: event.target.value })}
      error={fault(name)}
    />
  );
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Select
        size="small"
        label={t('weekday')}
        value={window.weekday}
        onChange={(event) => onChange({ ...window, weekday: Number(event.target.value) })}
        error={fault('weekday')}
      >
        {WEEKDAYS.map((number) => (
          <option key={number} value={number}>
            {weekday(number)}
          </option>
        ))}
      </Select>
      {time('from')}
      {time('to')}
      <Button
        type="button"
        size="small"
        variant="tertiary"
        aria-label={t('leaveOutWho', { name: `${weekday(window.weekday)} ${window.from}–${window.to}` })}
        onClick={onRemove}
      >
        {t('leaveOut')}
      </Button>
    </div>
  );
}
