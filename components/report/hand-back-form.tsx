'use client';

import { Textarea } from '@navikt/ds-react/Textarea';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ActForm, type FormProps, type Given } from './act-form';

export function HandBackForm(props: FormProps) {
  const t = useTranslations('report');
  const errors = useTranslations('errors');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const read = (): Given => (reason.trim() ? { body: { reason } } : { faults: { reason: 'required' } });
  return (
    <ActForm {...props} path="hand-back" read={read} onFaults={setFaults}>
      <Textarea
        label={t('reason')}
        description={t('act.hand-back.help')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={faults.reason ? errors('reason-needed') : undefined}
      />
    </ActForm>
  );
}
