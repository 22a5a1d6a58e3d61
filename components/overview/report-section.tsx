'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Tag } from '@navikt/ds-react/Tag';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Urgency } from '@/lib/domain/report';

type Props = { id: string; title: string; empty: string; total: number; shown: number; more?: string; children: ReactNode };

/** A list of reports that need something; what does not fit is in the queue, and that is said, unless `more` says where else. */
export function ReportSection({ id, title, empty, total, shown, more, children }: Props) {
  const t = useTranslations('overview.lists');
  return (
    <section aria-labelledby={id}>
      <Heading level="2" size="small" id={id} spacing>
        {title}
      </Heading>
      {shown === 0 ? (
        <InlineMessage status="success">
          <span>{empty}</span>
        </InlineMessage>
      ) : (
        <ul className="divide-y divide-(--ax-border-neutral-subtle) rounded-lg border border-(--ax-border-neutral-subtle)">{children}</ul>
      )}
      {total > shown && shown > 0 ? (
        <BodyShort className="mt-2">
          {more ??
            t.rich('more', {
              count: total - shown,
              queue: (words) => (
                <Link className="underline" href="/queue" prefetch={false}>
                  {words}
                </Link>
              ),
            })}
        </BodyShort>
      ) : null}
    </section>
  );
}

const COLOUR = { acute: 'danger', high: 'warning', normal: 'info', not_a_report: 'neutral' } as const;

/**
 * The report's reference, as a link, with its urgency in words. It says nothing about anybody. Nothing is loaded ahead: every look
 * at a report is logged, and nobody has looked yet.
 */
export function ReportName({ reference, urgency }: { reference: string; urgency: Urgency }) {
  const t = useTranslations('report.urgency');
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 self-start">
      <Link href={`/reports/${reference}`} prefetch={false} className="tabular inline-flex min-h-6 items-center font-semibold underline">
        {reference}
      </Link>
      <Tag size="small" data-color={COLOUR[urgency]} variant={urgency === 'acute' ? 'strong' : 'outline'}>
        {t(urgency)}
      </Tag>
    </span>
  );
}
