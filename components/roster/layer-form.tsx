'use client';

import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HoursFields } from './hours-fields';
import { ParticipantFields } from './participant-fields';
import { type FormProps, RosterForm } from './roster-form';
import { RotationFields } from './rotation-fields';
import { type RosterAnswer, useShownRoster } from './use-roster';

type Layer = RosterAnswer['layers'][number];

/** A new layer, or a change of one. Numbers are kept as they are typed until they are sent. */
export function LayerForm({ layer, ...props }: FormProps & { layer?: Layer }) {
  const t = useTranslations('roster.layers');
  const { roster } = useShownRoster();
  const [name, setName] = useState(layer?.name ?? '');
  const [position, setPosition] = useState(String(layer?.position ?? roster.layers.length + 1));
  const [unitId, setUnitId] = useState(layer?.unitId ?? '');
  const [participants, setParticipants] = useState(layer?.participants ?? []);
  const [rotation, setRotation] = useState(() => typed(layer?.rotation, roster.today));
  const [hours, setHours] = useState(layer?.hours ?? null);
  const body = {
    name,
    position: Number(position),
    unitId: unitId || null,
    participants,
    rotation: { ...rotation, handoverWeekday: Number(rotation.handoverWeekday), weeks: Number(rotation.weeks) },
    hours,
    ...(layer ? { seen: { layerId: layer.layerId, version: layer.version } } : {}),
  };
  const id = layer?.layerId ?? 'new';
  return (
    <RosterForm
      {...props}
      title={layer ? t('changeTitle', { name: layer.name }) : t('title')}
      path="layers"
      body={body}
      submit={t('submit')}
    >
      {(fault) => (
        <>
          <BodyShort size="small">{t('help')}</BodyShort>
          <div className="flex flex-wrap items-start gap-4">
            <TextField
              size="small"
              label={t('name')}
              value={name}
              onChange={(event) => setName(event.target.value)}
              error={fault('name')}
            />
            <TextField
              size="small"
              inputMode="numeric"
              htmlSize={4}
              label={t('position')}
              value={position}
              onChange={(event) => setPosition(event.target.value)}
              error={fault('position')}
            />
            <Select
              size="small"
              label={t('unit')}
              value={unitId}
              onChange={(event) => setUnitId(event.target.value)}
              error={fault('unitId')}
            >
              <option value="">{t('noUnit')}</option>
              {roster.units.map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {unit.name}
                </option>
              ))}
            </Select>
          </div>
          <ParticipantFields value={participants} onChange={setParticipants} error={fault('participants')} />
          <RotationFields id={id} value={rotation} onChange={setRotation} fault={fault} />
          <HoursFields value={hours} onChange={setHours} fault={fault} />
        </>
      )}
    </RosterForm>
  );
}

/** A change counts from today unless another day is chosen. */
function typed(rotation: Layer['rotation'] | undefined, today: string) {
  return {
    startDay: rotation?.startDay ?? today,
    handoverTime: rotation?.handoverTime ?? '08:00',
    handoverWeekday: String(rotation?.handoverWeekday ?? 1),
    weeks: String(rotation?.weeks ?? 1),
  };
}
