'use client';

import { Select } from '@navikt/ds-react/Select';
import { useTranslations } from 'next-intl';
import { useShownRoster } from './use-roster';

type Props = { label: string; description?: string; value: string; onChange(id: string): void; error: string | undefined };

/** One layer, or with the empty value all of the municipality's duty. */
export function LayerSelect({ label, description, value, onChange, error }: Props) {
  const t = useTranslations('roster');
  const { roster } = useShownRoster();
  return (
    <Select
      size="small"
      className="max-w-sm"
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error}
    >
      <option value="">{t('allLayers')}</option>
      {roster.layers.map(({ layerId, name }) => (
        <option key={layerId} value={layerId}>
          {name}
        </option>
      ))}
    </Select>
  );
}
