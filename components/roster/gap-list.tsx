'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { useTranslations } from 'next-intl';
import { useRosterFormat, useShownRoster } from './use-roster';

/** All times in the coming two weeks in which nobody is on duty. */
export function GapList() {
  const t = useTranslations('roster.gaps');
  const { roster } = useShownRoster();
  const { instant } = useRosterFormat();
  const { gaps } = roster;
  if (gaps.length === 0)
    return (
      <InlineMessage status="success">
        <span data-testid="no-gaps">{t('none')}</span>
      </InlineMessage>
    );
  return (
    <LocalAlert status="warning" as="div">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{t('heading', { count: gaps.length })}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p>{t('help')}</p>
        <ul className="mt-2 list-disc pl-6" data-testid="gaps">
          {gaps.map(({ from, to }) => (
            <li key={from} className="tabular">
              {t('span', { from: instant(from), to: instant(to) })}
            </li>
          ))}
        </ul>
      </LocalAlert.Content>
    </LocalAlert>
  );
}
