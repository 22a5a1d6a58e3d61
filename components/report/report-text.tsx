'use client';

import { Alert } from '@navikt/ds-react/Alert';
import { Button } from '@navikt/ds-react/Button';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import { markPassages } from './mark-passages';
import type { ReportView } from './use-report';

/** A long text is drawn in blocks of this many characters, and the browser lays out only those that are in view. */
const BLOCK = 20_000;

/** What the report says: its text with the passages that made the urgency marked, or its HTML, and always the original. */
export function ReportText({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  const [html, setHtml] = useState(false);
  return (
    <section
      aria-labelledby="text-heading"
      className="flex flex-col gap-3 rounded-lg border border-(--ax-border-neutral-subtle) bg-(--ax-bg-default) p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Heading size="small" level="2" id="text-heading">
          {t('text.heading')}
        </Heading>
        <div className="no-print flex flex-wrap gap-2">
          {report.hasHtml ? (
            <Button size="small" variant="secondary" aria-pressed={html} onClick={() => setHtml(!html)}>
              {t(html ? 'text.asText' : 'text.asHtml')}
            </Button>
          ) : null}
          <Button as="a" size="small" variant="secondary" href={original(report)} download>
            {t('text.original')}
          </Button>
        </div>
      </div>
      <ReadState report={report} />
      {html ? (
        <iframe
          title={t('text.asHtml')}
          sandbox=""
          src={`/api/reports/${report.ref}/html`}
          className="h-[70vh] w-full rounded border border-(--ax-border-neutral-subtle) bg-white"
        />
      ) : (
        <PlainText report={report} />
      )}
    </section>
  );
}

const original = ({ ref }: ReportView) => `/api/reports/${ref}/original`;

/** What a person must do when there is no text to rely on. */
function ReadState({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  if (report.readStatus === 'pending') return <Alert variant="info">{t('text.pending')}</Alert>;
  if (report.readStatus === 'unreadable')
    return (
      <Alert variant="error">
        <div className="flex flex-col items-start gap-2">
          {t(report.text.trim() ? 'text.unreadablePart' : 'text.unreadable')}
          <Button as="a" size="small" data-color="danger" href={original(report)} download>
            {t('text.original')}
          </Button>
        </div>
      </Alert>
    );
  return report.text.trim() ? null : <Alert variant="warning">{t('text.empty')}</Alert>;
}

function PlainText({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  const whole = useWholeText(report.ref);
  const passages = useMemo(() => report.urgencyReasons.flatMap(({ text }) => (text ? [text] : [])), [report.urgencyReasons]);
  const pieces = useMemo(() => markPassages(report.text, passages), [report.text, passages]);
  const shown = [...report.text].length;
  const rest = whole.text?.slice(report.text.length) ?? '';
  const blocks = Array.from({ length: Math.ceil(rest.length / BLOCK) }, (_, index) => rest.slice(index * BLOCK, (index + 1) * BLOCK));
  return (
    <div className="flex flex-col gap-3">
      <div className="max-w-[75ch] text-lg leading-relaxed wrap-anywhere whitespace-pre-wrap" data-testid="report-text">
        {pieces.map((piece, index) =>
          piece.marked ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
            <mark key={index} className="bg-(--ax-bg-warning-moderate) text-inherit">
              {piece.text}
            </mark>
          ) : (
            piece.text
          ),
        )}
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no identity but their place
          <div key={index} style={{ contentVisibility: 'auto', containIntrinsicSize: 'auto 6000px' }}>
            {block}
          </div>
        ))}
      </div>
      {report.textLength > shown ? (
        <div className="flex flex-wrap items-center gap-3">
          {whole.text === null ? <BodyShort>{t('text.part', { shown, whole: report.textLength })}</BodyShort> : null}
          {whole.text === null ? (
            <Button size="small" variant="secondary" loading={whole.busy} onClick={whole.load}>
              {t('text.showAll')}
            </Button>
          ) : null}
          <a href={`/api/reports/${report.ref}/text`} download className="underline">
            {t('text.download')}
          </a>
          <Failure error={whole.error} reading />
        </div>
      ) : null}
    </div>
  );
}

function useWholeText(ref: string) {
  const [text, setText] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const load = async () => {
    setBusy(true);
    setError(null);
    try {
      const response = await fetch(`/api/reports/${ref}/text`);
      if (!response.ok) throw new ApiError((await response.json().catch(() => null))?.code ?? 'unexpected');
      setText(await response.text());
    } catch (failure) {
      setError(failure instanceof ApiError ? failure : new ApiError('network'));
    }
    setBusy(false);
  };
  return { text, busy, error, load: () => void load() };
}
