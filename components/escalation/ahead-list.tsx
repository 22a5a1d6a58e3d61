'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { useTranslations } from 'next-intl';
import { type PolicyAnswer, useShownPolicy } from './use-escalation';
import { usePolicyWords } from './use-policy-words';
import { useTimes } from './use-times';

type Finding = PolicyAnswer['ahead'][number];

/** More than these times of one finding stand behind a fold. */
const SPANS_SHOWN = 3;

/** What the coming 14 days lack: problems, then warnings, each with its times and the holidays in them. */
export function AheadList() {
  const t = useTranslations('escalation.ahead');
  const { view } = useShownPolicy();
  if (view.ahead.length === 0)
    return (
      <InlineMessage status="success">
        <span data-testid="nothing-ahead">{t('none')}</span>
      </InlineMessage>
    );
  const problems = view.ahead.filter(({ severity }) => severity === 'problem').length;
  return (
    <LocalAlert status={problems > 0 ? 'error' : 'warning'} as="div">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{t('heading', { problems, warnings: view.ahead.length - problems })}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <ul className="flex list-disc flex-col gap-2 pl-6" data-testid="ahead">
          {view.ahead.map((finding) => (
            <FindingItem key={`${finding.code} ${finding.who} ${JSON.stringify(finding.step)} ${finding.layerId}`} finding={finding} />
          ))}
        </ul>
      </LocalAlert.Content>
    </LocalAlert>
  );
}

function FindingItem({ finding }: { finding: Finding }) {
  const t = useTranslations('escalation.ahead');
  const words = usePolicyWords();
  const { day } = useTimes();
  const { code, severity, step, holidays } = finding;
  const where = step ? t('step', { ladder: words.ladder(step.ladder), number: step.index + 1 }) : '';
  const values = { person: finding.person ?? t('somebody'), layer: finding.layer ?? '', step: where };
  return (
    <li>
      <strong>{t(severity)}</strong> {t(`code.${code}`, values)}
      <Spans spans={finding.spans} />
      {holidays.length > 0 ? <p>{t('holidays', { days: holidays.map((one) => `${day(one.day)} (${one.name})`).join(', ') })}</p> : null}
    </li>
  );
}

function Spans({ spans }: { spans: Finding['spans'] }) {
  const t = useTranslations('escalation.ahead');
  const { instant } = useTimes();
  const items = (some: Finding['spans']) => (
    <ul className="list-none pl-0">
      {some.map(({ from, to }) => (
        <li key={from} className="tabular">
          {t('span', { from: instant(from), to: instant(to) })}
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {items(spans.slice(0, SPANS_SHOWN))}
      {spans.length > SPANS_SHOWN ? (
        <details>
          <summary className="cursor-pointer underline">{t('moreSpans', { count: spans.length - SPANS_SHOWN })}</summary>
          {items(spans.slice(SPANS_SHOWN))}
        </details>
      ) : null}
    </>
  );
}
