'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { Children, type ReactNode, useState } from 'react';
import { EndButton } from './end-button';
import { useRosterFormat, useShownRoster } from './use-roster';

/** Overrides and absences that are not over, each with the way to end it. */
export function EntryLists() {
  const t = useTranslations('roster');
  const { roster, me, mayEdit } = useShownRoster();
  const { instant } = useRosterFormat();
  const span = ({ from, to }: { from: string; to: string }) => t('gaps.span', { from: instant(from), to: instant(to) });
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Entries id="absences" title={t('absences.heading')} empty={t('absences.none')} count={roster.absences.length}>
        {roster.absences.map((absence) => (
          <Entry key={absence.id} person={absence.person} span={span(absence)}>
            {mayEdit || absence.staffId === me ? (
              <EndButton path={`absences/${absence.id}/remove`} body={{}} what={`${absence.person}, ${span(absence)}`} />
            ) : null}
          </Entry>
        ))}
      </Entries>
      <Entries id="overrides" title={t('overrides.heading')} empty={t('overrides.none')} count={roster.overrides.length}>
        {roster.overrides.map((one) => (
          <Entry
            key={one.id}
            person={t('overrides.takes', { person: one.person, layer: one.layer ?? t('allLayers') })}
            span={span(one)}
            note={[one.reason, one.imported ? t('overrides.imported') : null].filter(Boolean).join(' · ')}
          >
            {mayEdit ? <EndButton path={`overrides/${one.id}/remove`} body={{}} what={`${one.person}, ${span(one)}`} /> : null}
          </Entry>
        ))}
      </Entries>
    </div>
  );
}

type EntriesProps = { id: string; title: string; empty: string; count: number; children: ReactNode };

/** A calendar may bring a hundred shifts: the next ones are shown, the others when they are asked for. */
const SHOWN = 8;

function Entries({ id, title, empty, count, children }: EntriesProps) {
  const t = useTranslations('roster');
  const [all, setAll] = useState(false);
  return (
    <section aria-labelledby={id} data-testid={id}>
      <Heading level="2" size="small" id={id} spacing>
        {title}
      </Heading>
      {count === 0 ? (
        <BodyShort>{empty}</BodyShort>
      ) : (
        <ul className="divide-y divide-(--ax-border-neutral-subtle) rounded-lg border border-(--ax-border-neutral-subtle)">
          {Children.toArray(children).slice(0, all ? count : SHOWN)}
        </ul>
      )}
      {count > SHOWN && !all ? (
        <Button size="small" variant="tertiary" className="mt-2" onClick={() => setAll(true)}>
          {t('showAll', { count })}
        </Button>
      ) : null}
    </section>
  );
}

function Entry({ person, span, note, children }: { person: string; span: string; note?: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
      <div>
        <BodyShort weight="semibold">{person}</BodyShort>
        <BodyShort size="small" className="tabular">
          {span}
        </BodyShort>
        {note ? <BodyShort size="small">{note}</BodyShort> : null}
      </div>
      {children}
    </li>
  );
}
