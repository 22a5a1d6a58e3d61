'use client';

import { Button } from '@navikt/ds-react/Button';
import { useTranslations } from 'next-intl';
import { useNow, usePlace } from '@/components/queue/place';
import { isOfInquiry, isOwed, mayBeUndone, whyNotDone } from '@/lib/domain/duty';
import { Circumstances } from './circumstances';
import { DUTY_FORMS, type DutyFormName } from './duty-forms';
import type { DutyView } from './use-duty-words';
import { focusFirst, useForms } from './use-forms';
import type { ReportView } from './use-report';

type Props = { report: ReportView; duty: DutyView; name: string; onSaid(message: string): void };

/** What a person can do about a duty as it stands. */
export function DutyActions({ report, duty, name, onSaid }: Props) {
  const t = useTranslations('report');
  const { staffId, timeZone } = usePlace();
  const forms = useForms<DutyFormName>(report.version);
  const offered = offeredFor(report, duty, staffId, useNow(), timeZone);
  // What was typed stays, also when the duty changes meanwhile so that the act is no longer offered.
  const kept = forms.mounted.filter((form) => form === forms.open || offered.includes(form));
  return (
    <div className="no-print flex flex-col gap-3">
      <Circumstances report={report} duty={duty} name={name} onSaid={onSaid} />
      <div className="flex flex-wrap gap-2">
        {offered.map((form) => (
          <Button
            key={form}
            size="small"
            variant="secondary"
            aria-label={`${t(`act.${form}.open`)}: ${name}`}
            aria-expanded={forms.open === form}
            onClick={() => {
              onSaid('');
              forms.toggle(form);
            }}
          >
            {t(`act.${form}.open`)}
          </Button>
        ))}
      </div>
      {kept.map((form) => {
        const Form = DUTY_FORMS[form];
        const onDone = () => {
          forms.drop(form);
          onSaid(t(`done.${form}`));
        };
        return (
          <div key={form} ref={forms.open === form ? focusFirst : undefined} hidden={forms.open !== form}>
            <Form report={report} duty={duty} seen={forms.seen} onChanged={forms.forgetSeen} onDone={onDone} onCancel={forms.close} />
          </div>
        );
      })}
    </div>
  );
}

const WITH_INQUIRY: readonly (string | null)[] = ['open_inquiry', 'reassess_ongoing'];

function offeredFor(report: ReportView, duty: DutyView, staffId: string, now: Date, timeZone: string): DutyFormName[] {
  const settled = { ...duty, metById: duty.metBy?.id ?? null, notNeededById: duty.notNeededBy?.id ?? null };
  const canClose = report.state === 'assessed' && WITH_INQUIRY.includes(report.outcome) && isOwed(duty);
  // A report in an inquiry that ran already has no limit of its own; then the duty that waits for its end offers to close it.
  const inquiryElsewhere = !report.deadlines.some((other) => isOfInquiry(other) && isOwed(other));
  const offers: Record<DutyFormName, boolean> = {
    'mark-done': whyNotDone(duty) === null,
    'leave-out': isOwed(duty) && duty.mayBeLeftOut.length > 0,
    'close-inquiry':
      canClose && (duty.appliesTo === 'inquiry' || (inquiryElsewhere && duty.fromEvent === 'inquiry-closed' && duty.startedAt === null)),
    'request-feedback':
      isOwed(duty) && duty.fromEvent === 'feedback-requested' && duty.startedAt === null && report.feedbackRequestedAt === null,
    'undo-duty': mayBeUndone(settled, staffId, now, timeZone),
  };
  return (Object.keys(offers) as DutyFormName[]).filter((form) => offers[form]);
}
