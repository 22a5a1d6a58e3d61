'use client';

import { TextField } from '@navikt/ds-react/TextField';
import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LayerSelect } from './layer-select';
import { PersonSelect } from './person-select';
import { type FormProps, RosterForm } from './roster-form';
import { SpanFields } from './span-fields';
import { useShownRoster } from './use-roster';

/** Somebody takes a duty over for a time. */
export function OverrideForm(props: FormProps) {
  const t = useTranslations('roster');
  const { roster } = useShownRoster();
  const [staffId, setStaffId] = useState('');
  const [layerId, setLayerId] = useState('');
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState({ fromDay: roster.today, fromTime: '08:00', toDay: '', toTime: '08:00' });
  const body = { ...span, staffId, layerId: layerId || null, reason };
  return (
    <RosterForm {...props} title={t('overrides.title')} path="overrides" body={body} submit={t('overrides.submit')}>
      {(fault) => (
        <>
          <BodyShort size="small">{t('overrides.help')}</BodyShort>
          <div className="flex flex-wrap gap-4">
            <PersonSelect label={t('overrides.who')} value={staffId} onChange={setStaffId} error={fault('staffId')} />
            <LayerSelect label={t('overrides.which')} value={layerId} onChange={setLayerId} error={fault('layerId')} />
          </div>
          <SpanFields id="override" value={span} onChange={setSpan} fault={fault} />
          <TextField
            size="small"
            className="max-w-xl"
            label={t('overrides.reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            error={fault('reason')}
          />
        </>
      )}
    </RosterForm>
  );
}
