'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Failure } from '@/components/queue/failure';
import type { ReportState } from '@/lib/domain/report';
import { AssessForm } from './assess-form';
import { AssignForm } from './assign-form';
import { HandBackForm } from './hand-back-form';
import { UrgencyForm } from './urgency-form';
import { focusFirst, useForms } from './use-forms';
import { type ReportView, useAct } from './use-report';

const FORMS = { assess: AssessForm, assign: AssignForm, 'hand-back': HandBackForm, urgency: UrgencyForm } as const;
type FormName = keyof typeof FORMS;

const OFFERED: Record<ReportState, readonly FormName[]> = {
  unacknowledged: ['assess', 'assign', 'urgency'],
  acknowledged: ['assess', 'assign', 'urgency', 'hand-back'],
  assessed: [],
};

/** What a person can do now: the next step large, the rest beside it. */
export function Actions({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  const forms = useForms<FormName>(report.version);
  const [done, setDone] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const acknowledge = useAct(report.ref, 'acknowledge');
  const finish = (message: string) => {
    setDone(message);
    heading.current?.focus(); // the button that had the focus is gone
  };
  const main = (name: FormName) => name === 'assess' && report.state === 'acknowledged';
  return (
    <section
      aria-labelledby="actions-heading"
      className="no-print flex flex-col gap-4 rounded-lg border-2 border-(--ax-border-accent) bg-(--ax-bg-default) p-4"
    >
      <Heading size="small" level="2" id="actions-heading" ref={heading} tabIndex={-1} className="outline-none">
        {t(`next.${report.state}`)}
      </Heading>
      <BodyShort aria-live="polite" className={done ? 'font-semibold' : 'sr-only'}>
        {done}
      </BodyShort>
      {report.state === 'unacknowledged' ? (
        <Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate({}, { onSuccess: () => finish(t('done.acknowledge')) })}>
          {t('act.acknowledge.submit')}
        </Button>
      ) : null}
      <Failure error={acknowledge.error} />
      <div className="flex flex-wrap gap-2">
        {OFFERED[report.state].map((name) => (
          <Button
            key={name}
            size={main(name) ? 'medium' : 'small'}
            variant={main(name) ? 'primary' : 'secondary'}
            className={main(name) ? 'w-full' : ''}
            aria-expanded={forms.open === name}
            onClick={() => {
              setDone('');
              forms.toggle(name);
            }}
          >
            {t(`act.${name}.open`)}
          </Button>
        ))}
      </div>
      {forms.mounted.map((name) => {
        const Form = FORMS[name];
        const onDone = () => {
          forms.drop(name);
          finish(t(`done.${name}`));
        };
        return (
          <div key={name} ref={forms.open === name ? focusFirst : undefined} hidden={forms.open !== name}>
            <Form report={report} seen={forms.seen} onChanged={forms.forgetSeen} onDone={onDone} onCancel={forms.close} />
          </div>
        );
      })}
    </section>
  );
}
