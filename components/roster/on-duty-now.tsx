'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useRosterFormat, useShownRoster } from './use-roster';

/** Who is on duty at this moment, until when, and who comes next; nobody is an alarm. */
export function OnDutyNow() {
  const t = useTranslations('roster.now');
  const { roster } = useShownRoster();
  const { source, gap, now, next } = roster.present;
  return (
    <section aria-labelledby="now" className="flex flex-col gap-3" data-testid="on-duty-now">
      <Heading level="2" size="small" id="now">
        {t('heading')}
      </Heading>
      {gap ? (
        <LocalAlert status="error" as="div">
          <LocalAlert.Header>
            <LocalAlert.Title as="h3">{t('nobody')}</LocalAlert.Title>
          </LocalAlert.Header>
          <LocalAlert.Content>{t('nobodyHelp')}</LocalAlert.Content>
        </LocalAlert>
      ) : null}
      <ul className="flex flex-wrap gap-3">
        {now.map((holder) => (
          <Holder key={`${holder.layer} ${holder.person}`} {...holder} />
        ))}
      </ul>
      {source === 'duty-officers' ? <InlineMessage status="info">{t('noRoster')}</InlineMessage> : null}
      {next ? <Next from={next.from} people={next.people} /> : <BodyShort>{t('noChange')}</BodyShort>}
    </section>
  );
}

type HolderProps = { layer: string | null; person: string | null; source: string; until: string | null };

function Holder({ layer, person, source, until }: HolderProps) {
  const t = useTranslations('roster');
  const { instant } = useRosterFormat();
  return (
    <li className="min-w-64 rounded-lg border border-(--ax-border-neutral-subtle) bg-(--ax-bg-raised) p-4">
      <BodyShort size="small">{layer ?? t(source === 'duty-officer' ? 'dutyOfficer' : 'allLayers')}</BodyShort>
      <p className="text-xl font-semibold">{person ?? t('nobody')}</p>
      {source === 'override' || source === 'absence-cover' ? <BodyShort size="small">{t(`source.${source}`)}</BodyShort> : null}
      <BodyShort size="small" className="tabular">
        {until ? t('now.until', { time: instant(until) }) : t('now.noEnd')}
      </BodyShort>
    </li>
  );
}

type NextProps = { from: string; people: { layer: string | null; person: string | null }[] };

function Next({ from, people }: NextProps) {
  const t = useTranslations('roster');
  const { instant } = useRosterFormat();
  const names = people.map(({ layer, person }) => (layer ? `${person ?? t('nobody')} (${layer})` : (person ?? t('nobody'))));
  return (
    <BodyShort>
      <strong>{t('now.next', { time: instant(from) })}</strong> {names.length > 0 ? names.join(', ') : t('nobody')}
    </BodyShort>
  );
}
