'use client';

import { Button } from '@navikt/ds-react/Button';
import { Textarea } from '@navikt/ds-react/Textarea';
import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { ActForm, type FormProps, type Given } from './act-form';
import { TimeFields, useTimeFields } from './time-fields';
import { focusFirst, useForms } from './use-forms';
import type { ReportView } from './use-report';

/** The button that opens the form, and what is said when it is done. */
export function CorrectReceivedAt({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  const forms = useForms<'received-at'>(report.version);
  const [said, setSaid] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const onDone = () => {
    forms.drop('received-at');
    setSaid(t('done.received-at'));
    button.current?.focus();
  };
  return (
    <div className="no-print flex flex-col items-start gap-3">
      <Button
        ref={button}
        size="small"
        variant="secondary"
        aria-expanded={forms.open === 'received-at'}
        onClick={() => {
          setSaid('');
          forms.toggle('received-at');
        }}
      >
        {t('act.received-at.open')}
      </Button>
      <BodyShort aria-live="polite" className={said ? 'font-semibold' : 'sr-only'}>
        {said}
      </BodyShort>
      {forms.mounted.map((name) => (
        <div key={name} ref={forms.open === name ? focusFirst : undefined} hidden={forms.open !== name}>
          <ReceivedAtForm report={report} seen={forms.seen} onChanged={forms.forgetSeen} onDone={onDone} onCancel={forms.close} />
        </div>
      ))}
    </div>
  );
}

function ReceivedAtForm(props: FormProps) {
  const t = useTranslations('report');
  const errors = useTranslations('errors');
  const time = useTimeFields(new Date(props.report.receivedAt));
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const read = (): Given => {
    const missing = { ...(time.given ? {} : { at: 'not-earlier' }), ...(reason.trim() ? {} : { reason: 'required' }) };
    return Object.keys(missing).length > 0 ? { faults: missing } : { body: { received: time.given, reason } };
  };
  return (
    <ActForm {...props} path="received-at" read={read} onFaults={setFaults}>
      <BodyShort size="small">{t('act.received-at.help')}</BodyShort>
      <TimeFields legend={t('act.received-at.when')} fields={time} fault={faults.at} />
      <Textarea
        label={t('reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={faults.reason ? errors('reason-needed') : undefined}
      />
    </ActForm>
  );
}
