'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { useTranslations } from 'next-intl';
import { LocalInstant } from '@/components/queue/local-instant';
import { TimeLeft } from '@/components/queue/time-left-tag';
import type { ReportView } from './use-report';

type Left = { id: string; name: string; expiresAt: string | null };

/** Attachments that Mottak could not fetch and that lie in the secure-post box only, with the time until they are deleted there. */
export function LeftAtSource({ report }: { report: ReportView }) {
  const t = useTranslations('report.leftAtSource');
  const left = (report.arrival.envelope.leftAtSource ?? []) as Left[];
  if (left.length === 0) return null;
  return (
    <InlineMessage status="warning" size="small">
      <span className="flex flex-col gap-1">
        <strong>{t('heading')}</strong>
        {left.map(({ id, name, expiresAt }) => (
          <span key={id} className="flex flex-wrap items-center gap-x-2 wrap-anywhere" data-testid="left-at-source">
            <span>{name || id}</span>
            {expiresAt ? (
              <>
                <span>
                  {t('until')} <LocalInstant at={expiresAt} year />
                </span>
                <TimeLeft dueAt={expiresAt} />
              </>
            ) : null}
          </span>
        ))}
      </span>
    </InlineMessage>
  );
}
