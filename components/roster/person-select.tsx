'use client';

import { Select } from '@navikt/ds-react/Select';
import { useTranslations } from 'next-intl';
import { useShownRoster } from './use-roster';

type Props = { label: string; value: string; onChange(id: string): void; error: string | undefined };

/** One active member of staff; nobody is chosen beforehand. */
export function PersonSelect({ label, value, onChange, error }: Props) {
  const t = useTranslations('roster.fields');
  const { roster } = useShownRoster();
  return (
    <Select size="small" className="max-w-sm" label={label} value={value} onChange={(event) => onChange(event.target.value)} error={error}>
      <option value="">{t('choose')}</option>
      {roster.people.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
