'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { EndButton } from './end-button';
import { LayerForm } from './layer-form';
import { type RosterAnswer, useRosterFormat, useShownRoster } from './use-roster';

type Layer = RosterAnswer['layers'][number];

/** The layers in their order, each with its rotation and hours in words. */
export function LayerList() {
  const t = useTranslations('roster.layers');
  const { roster } = useShownRoster();
  return (
    <section aria-labelledby="layers" data-testid="layers">
      <Heading level="2" size="small" id="layers" spacing>
        {t('heading')}
      </Heading>
      {roster.layers.length === 0 ? (
        <BodyShort>{t('none')}</BodyShort>
      ) : (
        <ul className="divide-y divide-(--ax-border-neutral-subtle) rounded-lg border border-(--ax-border-neutral-subtle)">
          {roster.layers.map((layer) => (
            <LayerItem key={layer.layerId} layer={layer} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LayerItem({ layer }: { layer: Layer }) {
  const t = useTranslations('roster.layers');
  const { mayEdit } = useShownRoster();
  const [changing, setChanging] = useState(false);
  const { layerId, version, name } = layer;
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <LayerWords layer={layer} />
        {mayEdit ? (
          <div className="flex flex-wrap gap-2">
            <Button size="small" variant="secondary" aria-expanded={changing} onClick={() => setChanging(!changing)}>
              {t('change', { name })}
            </Button>
            <EndButton path="layers/remove" body={{ layerId, version }} what={name} />
          </div>
        ) : null}
      </div>
      {changing ? <LayerForm layer={layer} onDone={() => setChanging(false)} onCancel={() => setChanging(false)} /> : null}
    </li>
  );
}

function LayerWords({ layer: { name, position, unitId, participants, rotation, hours, from } }: { layer: Layer }) {
  const t = useTranslations('roster.layers');
  const { roster } = useShownRoster();
  const format = useRosterFormat();
  const nameOf = (id: string) => roster.people.find((person) => person.id === id)?.name ?? t('closedAccount');
  const unit = roster.units.find(({ id }) => id === unitId)?.name;
  const times = hours?.map((window) => ({ day: format.weekday(window.weekday), span: `${window.from}–${window.to}` })) ?? [];
  const windows = [...new Set(times.map(({ span }) => span))].map((span) => {
    const days = times.filter((one) => one.span === span).map(({ day }) => day);
    return `${days.join(', ')}: ${span}`;
  });
  return (
    <div className="max-w-3xl">
      <BodyShort weight="semibold">
        {position}. {name}
        {unit ? ` · ${unit}` : ''}
      </BodyShort>
      <BodyShort size="small">{participants.map(nameOf).join(' → ')}</BodyShort>
      <BodyShort size="small">
        {t('rotation', { weeks: rotation.weeks, weekday: format.weekday(rotation.handoverWeekday), time: rotation.handoverTime })}
      </BodyShort>
      <BodyShort size="small">{hours ? windows.join('; ') : t('always')}</BodyShort>
      {from > roster.at ? <BodyShort size="small">{t('from', { time: format.instant(from) })}</BodyShort> : null}
    </div>
  );
}
