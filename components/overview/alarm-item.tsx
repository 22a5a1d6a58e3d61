'use client';

import { Button } from '@navikt/ds-react/Button';
import { Textarea } from '@navikt/ds-react/Textarea';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import { Age, useLocalTime } from './ticking';
import { useRuleName } from './time-line/use-mark-words';
import { type AlarmRow, useSettleAlarm } from './use-alarms';

/** One alarm: about which report, since when, who has seen it; and for an administrator a way to end one about the past. */
export function AlarmItem({ row, mayOpen, maySettle }: { row: AlarmRow; mayOpen: boolean; maySettle: boolean }) {
  const t = useTranslations('alarm');
  const time = useLocalTime();
  const [settling, setSettling] = useState(false);
  const raised = new Date(row.raisedAt);
  return (
    <li className="flex flex-col gap-2">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {row.ref ? <ReportRef reference={row.ref} mayOpen={mayOpen} /> : null}
        {row.where ? <Where where={row.where} /> : null}
        {row.everywhere ? <span>{t('everywhere')}</span> : null}
        <span className="tabular">{t.rich('since', { time: time(raised), age: () => <Age of={raised} /> })}</span>
        {row.seenAt && row.seenBy ? <span>{t('seenBy', { name: row.seenBy, time: time(new Date(row.seenAt)) })}</span> : null}
        {maySettle && row.canSettle && !settling ? (
          <Button type="button" size="xsmall" variant="tertiary" onClick={() => setSettling(true)}>
            {t('settle.open')}
          </Button>
        ) : null}
      </span>
      {settling ? <SettleForm id={row.id} onClose={() => setSettling(false)} /> : null}
    </li>
  );
}

/** A step by its number and clock, a limit by its name; what is neither stands as its code. */
function Where({ where }: { where: string }) {
  const t = useTranslations('alarm');
  const tReport = useTranslations('report');
  const ruleName = useRuleName();
  const [clock = '', , step, repeat] = where.split('/');
  const name = tReport.has(`clock.${clock}`) ? tReport(`clock.${clock}`) : ruleName(clock);
  if (step === undefined) return name === clock ? <code className="text-sm break-all">{where}</code> : <span>{name}</span>;
  return <span>{t('step', { clock: name, step: Number(step) + 1, again: repeat === '0' ? 'no' : 'yes' })}</span>;
}

function ReportRef({ reference, mayOpen }: { reference: string; mayOpen: boolean }) {
  const t = useTranslations('alarm');
  const words = t('report', { ref: reference });
  if (!mayOpen) return <strong>{words}</strong>;
  return (
    <Link href={`/reports/${reference}`} prefetch={false} className="tabular inline-flex min-h-6 items-center font-semibold underline">
      {words}
    </Link>
  );
}

function SettleForm({ id, onClose }: { id: string; onClose(): void }) {
  const t = useTranslations('alarm.settle');
  const errors = useTranslations('errors');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const settle = useSettleAlarm(id);
  const refused = settle.error instanceof ApiError && settle.error.code === 'reason-needed';
  return (
    <form
      noValidate
      className="flex max-w-prose flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(!reason.trim());
        if (reason.trim()) settle.mutate(reason);
      }}
    >
      <Textarea
        size="small"
        label={t('reason')}
        description={t('help')}
        value={reason}
        onChange={(event) => {
          setReason(event.target.value);
          setMissing(false);
        }}
        error={missing || refused ? errors('reason-needed') : undefined}
      />
      <Failure error={refused ? null : settle.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" loading={settle.isPending}>
          {t('submit')}
        </Button>
        <Button type="button" size="small" variant="tertiary" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
