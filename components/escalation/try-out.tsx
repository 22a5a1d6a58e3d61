'use client';

import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError, callApi } from '@/components/queue/call-api';
import type { Policy } from '@/lib/domain/escalation/policy';
import { URGENCIES, type Urgency } from '@/lib/domain/report';
import { EscalationFailure } from './escalation-failure';
import { TryOutTable } from './try-out-table';
import { type SimulationAnswer, useShownPolicy } from './use-escalation';

const DATE = 'date' as 'text';

/** Tries the policy, or a draft of one, against a report that might come. */
export function TryOut({ draft }: { draft: Policy | null }) {
  const t = useTranslations('escalation.try');
  const u = useTranslations('escalation.urgency');
  const f = useTranslations('escalation.faults');
  const { view } = useShownPolicy();
  const [urgency, setUrgency] = useState<Urgency>('acute');
  const [day, setDay] = useState(view.today);
  const [time, setTime] = useState('02:00');
  const [hours, setHours] = useState('24');
  const ask = useMutation({ mutationFn: (body: unknown) => callApi<SimulationAnswer>('/api/escalation/try', body) });
  const fields = ask.error instanceof ApiError ? ask.error.fields : {};
  const fault = (field: string, text: string) => (fields[field] ? text : undefined);
  return (
    <section aria-labelledby="try-heading" className="flex flex-col gap-3">
      <Heading level="2" size="small" id="try-heading">
        {t('heading')}
      </Heading>
      <BodyShort>{t(draft ? 'helpDraft' : 'help')}</BodyShort>
      <form
        noValidate
        className="flex flex-wrap items-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate({ ...(draft ? { policy: draft } : {}), urgency, day, time, hours: hours.trim() === '' ? 0 : Number(hours) || 0 });
        }}
      >
        <Select size="small" label={t('urgency')} value={urgency} onChange={(event) => setUrgency(event.target.value as Urgency)}>
          {URGENCIES.map((one) => (
            <option key={one} value={one}>
              {u(one)}
            </option>
          ))}
        </Select>
        <TextField
          id="try-day"
          type={DATE}
          size="small"
          label={t('day')}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          error={fault('day', f('not-a-day'))}
        />
        <TextField
          id="try-time"
          type={'time' as 'text'}
          size="small"
          label={t('time')}
          value={time}
          onChange={(event) => setTime(event.target.value)}
          error={fault('time', f('not-a-time'))}
        />
        <TextField
          id="try-hours"
          size="small"
          htmlSize={5}
          inputMode="numeric"
          label={t('hours')}
          value={hours}
          onChange={(event) => setHours(event.target.value)}
          error={fault('hours', f('hours-out-of-range'))}
        />
        <Button type="submit" size="small" variant="secondary" className="mt-7" loading={ask.isPending}>
          {t('submit')}
        </Button>
      </form>
      {Object.keys(fields).length === 0 ? <EscalationFailure error={ask.error} /> : null}
      <div aria-live="polite">{ask.data ? <TryOutTable simulation={ask.data} /> : null}</div>
    </section>
  );
}
