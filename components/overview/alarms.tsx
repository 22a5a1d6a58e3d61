'use client';

import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { Failure } from '@/components/queue/failure';
import { AlarmItem } from './alarm-item';
import { AuditStatus } from './audit-status';
import { type AlarmRow, type AlarmsAnswer, useAlarms, useSeeAlarms } from './use-alarms';

/** What is wrong with Mottak itself, first on the page: each kind of alarm with what to do about it, and whether the auditor works. */
export function Alarms() {
  const t = useTranslations('alarm');
  const { data, error } = useAlarms();
  return (
    <section aria-labelledby="alarms" className="flex flex-col gap-3">
      <Heading level="2" size="small" id="alarms">
        {t('heading')}
      </Heading>
      {error ? (
        <InlineMessage status="error">
          <span>{t('unreachable')}</span>
        </InlineMessage>
      ) : null}
      {data ? <Shown answer={data} /> : null}
    </section>
  );
}

function Shown({ answer }: { answer: AlarmsAnswer }) {
  const t = useTranslations('alarm');
  const { alarms, total, audit } = answer;
  const groups = [...Map.groupBy(alarms, ({ code }) => code)];
  return (
    <>
      {groups.map(([code, rows]) => (
        <AlarmGroup key={code} code={code} rows={rows} answer={answer} />
      ))}
      {total > alarms.length ? <BodyShort>{t('more', { count: total - alarms.length })}</BodyShort> : null}
      <div className="flex flex-wrap gap-x-8 gap-y-2">
        {total === 0 ? (
          <InlineMessage status="success" data-testid="no-alarms">
            <span>{t('none')}</span>
          </InlineMessage>
        ) : null}
        <AuditStatus audit={audit} />
      </div>
    </>
  );
}

/** So many have one cause: what stands below the alarms must not be pushed off the screen by them. */
const FIRST = 5;

function AlarmRows({ rows, answer }: { rows: AlarmRow[]; answer: AlarmsAnswer }) {
  return (
    <ul className="flex flex-col gap-2">
      {rows.map((row) => (
        <AlarmItem key={row.id} row={row} mayOpen={answer.mayOpenReports} maySettle={answer.maySettle} />
      ))}
    </ul>
  );
}

/** All alarms of one code: what it means and what to do stand there once. */
function AlarmGroup({ code, rows, answer }: { code: AlarmRow['code']; rows: AlarmRow[]; answer: AlarmsAnswer }) {
  const t = useTranslations('alarm');
  const see = useSeeAlarms();
  const unseen = rows.filter(({ seenAt }) => seenAt === null).map(({ id }) => id);
  const title = t.has(`codes.${code}.title`) ? t(`codes.${code}.title`) : code;
  return (
    <div className="flex flex-col gap-3" data-testid={`alarm-${code}`}>
      {/* Spoken when it comes, so ages that grow every second stand outside of it. */}
      <LocalAlert status={rows[0]?.severity === 'amber' ? 'warning' : 'error'} as="div">
        <LocalAlert.Header>
          <LocalAlert.Title as="h3">{title}</LocalAlert.Title>
        </LocalAlert.Header>
        {t.has(`codes.${code}.todo`) ? <LocalAlert.Content>{t(`codes.${code}.todo`)}</LocalAlert.Content> : null}
      </LocalAlert>
      <div className="px-4">
        <AlarmRows rows={rows.slice(0, FIRST)} answer={answer} />
        {rows.length > FIRST ? (
          <details>
            <summary className="inline-flex min-h-6 cursor-pointer items-center py-2">
              {t('others', { count: rows.length - FIRST })}
            </summary>
            <AlarmRows rows={rows.slice(FIRST)} answer={answer} />
          </details>
        ) : null}
      </div>
      {unseen.length > 0 ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4">
          <Button type="button" size="small" variant="secondary" loading={see.isPending} onClick={() => see.mutate(unseen)}>
            {t('see')}
          </Button>
          <BodyShort size="small">{t('seeHelp')}</BodyShort>
        </div>
      ) : null}
      <Failure error={see.error} />
    </div>
  );
}
