'use client';

import { BodyShort } from '@navikt/ds-react/Typography';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LocalInstant } from '@/components/queue/local-instant';
import { ChannelTag, UrgencyTag } from '@/components/queue/report-tags';
import { Panel } from './panel';
import type { ReportView } from './use-report';

/** The newest few; the rest is one click away. */
const SHOWN = 4;

/** Other reports that may be about the same child or event; two reports stay two. */
export function Links({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  if (report.links.length === 0) return null;
  return (
    <Panel id="links-heading" title={t('link.heading', { count: report.links.length })}>
      <BodyShort size="small">{t('link.help')}</BodyShort>
      <LinkList links={report.links.slice(0, SHOWN)} />
      {report.links.length > SHOWN ? (
        <details>
          <summary className="mb-3 cursor-pointer font-semibold">{t('link.more', { count: report.links.length - SHOWN })}</summary>
          <LinkList links={report.links.slice(SHOWN)} />
        </details>
      ) : null}
    </Panel>
  );
}

function LinkList({ links }: { links: ReportView['links'] }) {
  const t = useTranslations('report');
  return (
    <ul className="flex flex-col gap-4">
      {links.map((link) => (
        <li key={link.ref} className="flex flex-col gap-1">
          <Link href={`/reports/${link.ref}`} prefetch={false} className="font-semibold wrap-anywhere underline underline-offset-2">
            {link.subject.trim() || t('noSubject')}
          </Link>
          <span className="flex flex-wrap items-center gap-x-3 text-sm">
            <UrgencyTag urgency={link.urgency} />
            <ChannelTag kind={link.channelKind} />
            <LocalInstant at={link.receivedAt} />
          </span>
          <span className="text-sm">
            {link.ref} · {t(`state.${link.state}`)}
          </span>
          <Reason reason={link.reason} />
        </li>
      ))}
    </ul>
  );
}

function Reason({ reason: { code = '', terms = [] } }: { reason: ReportView['links'][number]['reason'] }) {
  const t = useTranslations('report');
  return (
    <span className="text-sm wrap-anywhere">
      {t.has(`link.reason.${code}`) ? t(`link.reason.${code}`) : code}
      {terms.length > 0 ? `: ${[...new Set(terms)].join(', ')}` : ''}
    </span>
  );
}
