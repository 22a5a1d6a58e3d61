'use client';

import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { type PlanAnswer, useRosterFormat } from './use-roster';

const TAKEN = ['add', 'change', 'withdraw', 'present'] as const;

/** What becomes of every event of a calendar file; what is not taken stands there with the reason. */
export function ImportPreview({ plan: { items, unread } }: { plan: PlanAnswer }) {
  const t = useTranslations('roster');
  const { instant } = useRosterFormat();
  const refused = items.flatMap((item) => (item.status === 'refused' ? [item] : []));
  const left = refused.length + unread.length;
  return (
    <div className="flex flex-col gap-4" role="status" data-testid="import-preview">
      {TAKEN.map((status) => {
        const some = items.filter((item) => item.status === status);
        return some.length === 0 ? null : (
          <div key={status}>
            <BodyShort weight="semibold">{t(`import.status.${status}`, { count: some.length })}</BodyShort>
            <ul className="list-disc pl-6">
              {some.map((item) => (
                <li key={item.key} className="tabular">
                  {t('gaps.span', { from: instant(item.from), to: instant(item.to) })}
                  {item.person ? `: ${item.person} · ${item.layer ?? t('allLayers')}` : `: ${item.summary}`}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {left > 0 ? (
        <div>
          <BodyShort weight="semibold">{t('import.left', { count: left })}</BodyShort>
          <ul className="list-disc pl-6">
            {refused.map((item) => (
              <li key={`${item.key} ${item.code}`}>
                {item.summary || t('import.noWords')}, <span className="tabular">{instant(item.from)}</span>: {t(`import.why.${item.code}`)}
              </li>
            ))}
            {unread.map(({ summary, start, code }) => (
              <li key={`${summary} ${start} ${code}`}>
                {summary || t('import.noWords')}
                {start ? `, ${start}` : ''}: {t(`import.why.${code}`)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {items.length === 0 && unread.length === 0 ? <BodyShort>{t('import.empty')}</BodyShort> : null}
    </div>
  );
}
