'use client';

import { PaperclipIcon } from '@navikt/aksel-icons';
import { useFormatter, useTranslations } from 'next-intl';
import { Flags } from '@/components/queue/report-tags';
import { Panel } from './panel';
import type { ReportView } from './use-report';

/** What came with the report, to be saved and opened outside the browser. */
export function Attachments({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  const sizeText = useSizeText();
  if (report.attachments.length === 0) return null;
  return (
    <Panel id="attachments-heading" title={t('attachment.heading', { count: report.attachments.length })}>
      <ul className="flex flex-col gap-3">
        {report.attachments.map((attachment) => (
          <li key={attachment.position} className="flex flex-col gap-1">
            <Name attachment={attachment} href={`/api/reports/${report.ref}/attachments/${attachment.position}`} />
            <span className="text-sm">
              {attachment.realType ?? attachment.mediaType} · {sizeText(attachment.size)}
            </span>
            <span className="font-mono text-xs wrap-anywhere text-(--ax-text-neutral-subtle)">SHA-256 {attachment.sha256}</span>
            <States attachment={attachment} />
            <Flags flags={attachment.flags} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type Attachment = ReportView['attachments'][number];

/** What is given out is a link; what has a virus is only named. */
function Name({ attachment: { name, position, scanState }, href }: { attachment: Attachment; href: string }) {
  const t = useTranslations('report');
  const shown = (
    <>
      <PaperclipIcon aria-hidden className="mt-1 shrink-0" />
      {name || t('attachment.unnamed', { number: position + 1 })}
    </>
  );
  const look = 'inline-flex items-start gap-1 font-semibold wrap-anywhere';
  if (scanState === 'infected') return <span className={look}>{shown}</span>;
  return (
    <a href={href} download className={`${look} underline underline-offset-2`}>
      {shown}
    </a>
  );
}

/** How far scanning and recognising have got, in words. */
function States({ attachment: { scanState, scanFound, recogniseState } }: { attachment: Attachment }) {
  const t = useTranslations('report.attachment');
  const scan = t.has(`scan.${scanState}`) ? t(`scan.${scanState}`) : null;
  const recognise = recogniseState ? t(`recognise.${recogniseState}`) : null;
  return (
    <>
      {scanState === 'infected' ? (
        <span className="font-semibold text-(--ax-text-danger)">{t('infected', { found: scanFound ?? '' })}</span>
      ) : null}
      {scan ? <span className="text-sm">{scan}</span> : null}
      {recognise ? <span className="text-sm">{recognise}</span> : null}
    </>
  );
}

/** A size as people read it. */
export function useSizeText(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const unit = bytes >= 1_000_000 ? 'megabyte' : bytes >= 1000 ? 'kilobyte' : 'byte';
    const divisor = { megabyte: 1_000_000, kilobyte: 1000, byte: 1 }[unit];
    return format.number(bytes / divisor, { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 });
  };
}
