'use client';

import { useTranslations } from 'next-intl';
import { LocalInstant } from '@/components/queue/local-instant';
import { useSizeText } from './attachments';
import { Facts } from './facts';
import { CorrectReceivedAt } from './received-at-form';
import { SenderChecks } from './sender-checks';
import type { ReportView } from './use-report';

/** How the report came, as the channel told it; folded, because few need it and those need all of it. */
export function Envelope({ report }: { report: ReportView }) {
  const { arrival, channelName, receivedAt, storedAt } = report;
  const t = useTranslations('report');
  const sizeText = useSizeText();
  const told = Object.entries(arrival.envelope).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const source = `envelope.source.${arrival.receivedAtSource}`;
  return (
    <details className="rounded-lg border border-(--ax-border-neutral-subtle) bg-(--ax-bg-default) p-4">
      <summary className="cursor-pointer font-semibold">{t('envelope.heading')}</summary>
      <div className="mt-3 flex flex-col gap-4 text-sm">
        <CorrectReceivedAt report={report} />
        <Facts
          facts={[
            [t('envelope.receivedAt'), <LocalInstant key="r" at={receivedAt} seconds year />],
            [t('envelope.receivedAtSource'), t.has(source) ? t(source) : arrival.receivedAtSource],
            [t('envelope.storedAt'), <LocalInstant key="s" at={storedAt} seconds year />],
            [t('envelope.channel'), channelName],
            [t('envelope.mediaType'), arrival.mediaType],
            [t('envelope.size'), sizeText(arrival.size)],
            [
              'SHA-256',
              <span key="h" className="font-mono text-xs">
                {arrival.sha256}
              </span>,
            ],
            ...told,
          ]}
        />
        <SenderChecks report={report} />
      </div>
    </details>
  );
}
