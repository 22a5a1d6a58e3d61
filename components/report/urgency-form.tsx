'use client';

import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Textarea } from '@navikt/ds-react/Textarea';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { URGENCIES, type Urgency } from '@/lib/domain/report';
import { ActForm, type FormProps, type Given } from './act-form';

export function UrgencyForm(props: FormProps) {
  const { report } = props;
  const t = useTranslations('report');
  const errors = useTranslations('errors');
  const [urgency, setUrgency] = useState<Urgency | ''>('');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const lowers = urgency !== '' && URGENCIES.indexOf(urgency) > URGENCIES.indexOf(report.urgency);
  const read = (): Given => {
    if (!urgency) return { faults: { urgency: 'required' } };
    return lowers && !reason.trim() ? { faults: { reason: 'required' } } : { body: { urgency, ...(reason.trim() ? { reason } : {}) } };
  };
  return (
    <ActForm {...props} path="urgency" read={read} onFaults={setFaults}>
      <RadioGroup
        legend={t('act.urgency.legend')}
        value={urgency}
        onChange={setUrgency}
        error={faults.urgency ? t('act.urgency.choose') : undefined}
      >
        {URGENCIES.filter((code) => code !== report.urgency).map((code) => (
          <Radio key={code} value={code}>
            {t(`urgency.${code}`)}
          </Radio>
        ))}
      </RadioGroup>
      <Textarea
        label={lowers ? t('reason') : t('reasonOptional')}
        description={t('act.urgency.help')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={faults.reason ? errors('reason-needed') : undefined}
      />
    </ActForm>
  );
}
