'use client';

import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Textarea } from '@navikt/ds-react/Textarea';
import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useNow } from '@/components/queue/place';
import { needsExplanation } from '@/lib/domain/duty';
import { LEAVE_OUT_REASONS } from '@/lib/domain/law/rule';
import { ActForm, type FormProps, type Given } from './act-form';
import { TimeFields, useTimeFields } from './time-fields';
import type { DutyView } from './use-duty-words';

type Faults = Record<string, string>;
type DutyFormProps = FormProps & { duty: DutyView };

type Timed = DutyFormProps & { path: 'mark-done' | 'close-inquiry' | 'request-feedback'; field: string; about: object; note: boolean };

/** Says when something was done, with a note where one has a place. */
function TimedForm({ duty: _, path, field, about, note: hasNote, ...props }: Timed) {
  const t = useTranslations('report');
  const time = useTimeFields(useNow());
  const [note, setNote] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const read = (): Given => ({ body: { ...about, ...(time.given ? { [field]: time.given } : {}), ...(hasNote ? { note } : {}) } });
  return (
    <ActForm {...props} path={path} read={read} onFaults={setFaults}>
      <BodyShort size="small">{t(`act.${path}.help`)}</BodyShort>
      <TimeFields legend={t(`act.${path}.when`)} fields={time} fault={faults.at} />
      {hasNote ? <Textarea label={t('noteOptional')} value={note} onChange={(event) => setNote(event.target.value)} minRows={2} /> : null}
    </ActForm>
  );
}

function MarkDoneForm(props: DutyFormProps) {
  return <TimedForm {...props} path="mark-done" field="done" about={{ rule: props.duty.rule }} note />;
}

function CloseInquiryForm(props: DutyFormProps) {
  return <TimedForm {...props} path="close-inquiry" field="closed" about={{}} note />;
}

function RequestFeedbackForm(props: DutyFormProps) {
  return <TimedForm {...props} path="request-feedback" field="asked" about={{}} note={false} />;
}

/** Only the exceptions that the act makes are there to choose, and none is chosen beforehand. */
function LeaveOutForm({ duty, ...props }: DutyFormProps) {
  const t = useTranslations('report');
  const errors = useTranslations('errors');
  const [exception, setException] = useState('');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const allowed = LEAVE_OUT_REASONS.filter((each) => duty.mayBeLeftOut.includes(each));
  const chosen = allowed.find((each) => each === exception);
  const read = (): Given => {
    if (!chosen) return { faults: { exception: 'required' } };
    return needsExplanation(chosen) && !reason.trim()
      ? { faults: { reason: 'required' } }
      : { body: { rule: duty.rule, exception, reason } };
  };
  return (
    <ActForm {...props} path="leave-out" read={read} onFaults={setFaults}>
      <RadioGroup
        legend={t('act.leave-out.legend')}
        description={t('act.leave-out.help', { citation: duty.citation })}
        value={exception}
        onChange={setException}
        error={faults.exception ? t('act.leave-out.choose') : undefined}
      >
        {allowed.map((code) => (
          <Radio key={code} value={code}>
            {t(`exception.${code}`)}
          </Radio>
        ))}
      </RadioGroup>
      <Textarea
        label={t(chosen && !needsExplanation(chosen) ? 'reasonOptional' : 'reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={faults.reason ? errors('reason-needed') : undefined}
      />
    </ActForm>
  );
}

function UndoForm({ duty, ...props }: DutyFormProps) {
  const t = useTranslations('report');
  const errors = useTranslations('errors');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const read = (): Given => (reason.trim() ? { body: { rule: duty.rule, reason } } : { faults: { reason: 'required' } });
  return (
    <ActForm {...props} path="undo-duty" read={read} onFaults={setFaults}>
      <Textarea
        label={t('reason')}
        description={t('act.undo-duty.help')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={faults.reason ? errors('reason-needed') : undefined}
      />
    </ActForm>
  );
}

export const DUTY_FORMS = {
  'mark-done': MarkDoneForm,
  'leave-out': LeaveOutForm,
  'close-inquiry': CloseInquiryForm,
  'request-feedback': RequestFeedbackForm,
  'undo-duty': UndoForm,
} as const;
export type DutyFormName = keyof typeof DUTY_FORMS;
