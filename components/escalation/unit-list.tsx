'use client';

import { Select } from '@navikt/ds-react/Select';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { ApiError } from '@/components/queue/call-api';
import { EscalationFailure } from './escalation-failure';
import { type PolicyAnswer, useEscalationChange, useShownPolicy } from './use-escalation';

/** Which unit is above which; a choice is stored at once. */
export function UnitList() {
  const t = useTranslations('escalation.units');
  const { view } = useShownPolicy();
  return (
    <section aria-labelledby="units" className="flex flex-col gap-3">
      <Heading level="2" size="small" id="units">
        {t('heading')}
      </Heading>
      <BodyShort size="small">{t('help')}</BodyShort>
      <ul className="flex flex-wrap gap-4">
        {view.units.map((unit) => (
          <li key={unit.id}>
            <UnitSelect unit={unit} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function UnitSelect({ unit }: { unit: PolicyAnswer['units'][number] }) {
  const t = useTranslations('escalation');
  const { view, mayEdit } = useShownPolicy();
  const change = useEscalationChange('/next-unit');
  const next = view.units.find(({ id }) => id === unit.nextUnitId)?.name ?? t('units.none');
  if (!mayEdit) return <p>{t('units.above', { unit: unit.name, next })}</p>;
  const fields = change.error instanceof ApiError ? change.error.fields : {};
  return (
    <div className="flex flex-col gap-2">
      <Select
        size="small"
        label={t('units.label', { unit: unit.name })}
        value={unit.nextUnitId ?? ''}
        onChange={(event) => change.mutate({ unitId: unit.id, nextUnitId: event.target.value || null })}
        error={fields.nextUnitId ? t('faults.goes-round') : undefined}
      >
        <option value="">{t('units.none')}</option>
        {view.units
          .filter(({ id }) => id !== unit.id)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </Select>
      {Object.keys(fields).length === 0 ? <EscalationFailure error={change.error} /> : null}
      <p role="status">{change.isSuccess ? t('stored') : ''}</p>
    </div>
  );
}
