'use client';

import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Textarea } from '@navikt/ds-react/Textarea';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { outcomesOf } from '@/lib/domain/report';
import { ActForm, type FormProps, type Given } from './act-form';
import { InvolvedFields, useInvolved } from './involved-fields';

/** The first assessment. Nothing is chosen beforehand: the outcome is the person's own. */
export function AssessForm(props: FormProps) {
  const { report } = props;
  const t = useTranslations('report');
  const errors = useTranslations('errors');
  const [outcome, setOutcome] = useState('');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const involved = useInvolved(report);
  const read = (): Given => {
    const missing = { ...(outcome ? {} : { outcome: 'required' }), ...(reason.trim() ? {} : { reason: 'required' }), ...involved.faults };
    return Object.keys(missing).length > 0 ? { faults: missing } : { body: { outcome, reason, ...involved.body } };
  };
  return (
    <ActForm {...props} path="assess" read={read} onFaults={setFaults}>
      <InvolvedFields report={report} fields={involved} faults={faults} />
      <RadioGroup
        legend={t('act.assess.outcome')}
        value={outcome}
        onChange={setOutcome}
        error={faults.outcome ? t('act.assess.chooseOutcome') : undefined}
        description={report.state === 'unacknowledged' ? t('act.assess.alsoAcknowledges') : undefined}
      >
        {outcomesOf(report.country).map((code) => (
          <Radio key={code} value={code}>
            {t(`outcome.${report.country}.${code}`)}
          </Radio>
        ))}
      </RadioGroup>
      <Textarea
        label={t('reason')}
        description={t('act.assess.reasonHelp')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        minRows={4}
        error={faults.reason ? errors('reason-needed') : undefined}
      />
    </ActForm>
  );
}
