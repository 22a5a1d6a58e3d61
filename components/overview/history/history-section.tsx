'use client';

import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Select } from '@navikt/ds-react/Select';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PERIOD_KINDS, type PeriodKind } from '@/lib/domain/local-month';
import { useRuleName } from '../time-line/use-mark-words';
import { PeriodTable } from './period-table';
import { RuleTable } from './rule-table';
import { type HistoryAnswer, useHistory } from './use-history';

const ALL = '';

/** How late deadlines were in the last weeks or months: numbers first, bars beside them. */
export function HistorySection() {
  const t = useTranslations('overview.history');
  const [kind, setKind] = useState<PeriodKind>('week');
  const [rule, setRule] = useState(ALL);
  const { history, failed, askAgain } = useHistory(kind);
  return (
    <section aria-labelledby="history" className="flex flex-col gap-4">
      <Heading level="2" size="small" id="history">
        {t('heading')}
      </Heading>
      <p className="max-w-prose">{t('meaning')}</p>
      <div className="flex flex-wrap items-end gap-4">
        <KindSwitch kind={kind} onKind={setKind} />
        {history ? <RuleChoice history={history} rule={rule} onRule={setRule} /> : null}
      </div>
      {failed ? (
        <InlineMessage status="error">
          <span>
            {t('failed')}{' '}
            <Button size="small" variant="tertiary" onClick={askAgain}>
              {t('again')}
            </Button>
          </span>
        </InlineMessage>
      ) : null}
      {history ? (
        <>
          <PeriodTable history={history} rule={rule === ALL ? null : rule} />
          <RuleTable history={history} />
        </>
      ) : null}
      {!history && !failed ? <p role="status">{t('loading')}</p> : null}
    </section>
  );
}

function KindSwitch({ kind, onKind }: { kind: PeriodKind; onKind(kind: PeriodKind): void }) {
  const t = useTranslations('overview.history.by');
  return (
    <fieldset className="no-print flex flex-wrap gap-1">
      <legend className="sr-only">{t('label')}</legend>
      {PERIOD_KINDS.map((choice) => (
        <Button
          key={choice}
          size="small"
          variant={choice === kind ? 'primary' : 'secondary'}
          aria-pressed={choice === kind}
          onClick={() => onKind(choice)}
        >
          {t(choice)}
        </Button>
      ))}
    </fieldset>
  );
}

function RuleChoice({ history, rule, onRule }: { history: HistoryAnswer; rule: string; onRule(rule: string): void }) {
  const t = useTranslations('overview.history');
  const ruleName = useRuleName();
  const known = [...new Set(history.rules.map((one) => one.rule))];
  return (
    <Select size="small" className="no-print" label={t('rule')} value={rule} onChange={(event) => onRule(event.target.value)}>
      <option value={ALL}>{t('allRules')}</option>
      {(known.includes(rule) || rule === ALL ? known : [...known, rule]).map((id) => (
        <option key={id} value={id}>
          {ruleName(id)}
        </option>
      ))}
    </Select>
  );
}
