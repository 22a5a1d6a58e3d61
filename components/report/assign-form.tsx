'use client';

import { Select } from '@navikt/ds-react/Select';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import { usePlace } from '@/components/queue/place';
import { ActForm, type FormProps, type Given } from './act-form';

type Colleague = { id: string; name: string; role: 'caseworker' | 'supervisor'; dutyOfficer: boolean };
const NOBODY = 'nobody';

export function AssignForm(props: FormProps) {
  const { report } = props;
  const t = useTranslations('report');
  const { staffId: me } = usePlace();
  const { data: staff, error } = useQuery({
    queryKey: ['mottak', 'staff'],
    queryFn: () => callApi<Colleague[]>('/api/staff'),
    staleTime: 60_000,
  });
  const [chosen, setChosen] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const read = (): Given => (chosen ? { body: { staffId: chosen === NOBODY ? null : chosen } } : { faults: { staffId: 'required' } });
  return (
    <ActForm {...props} path="assign" read={read} onFaults={setFaults}>
      <Failure error={error} reading />
      <Select
        label={t('act.assign.legend')}
        description={t('act.assign.help')}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        error={faults.staffId ? t('act.assign.choose') : undefined}
      >
        <option value="">{t('act.assign.choose')}</option>
        {report.assignedTo ? <option value={NOBODY}>{t('act.assign.nobody')}</option> : null}
        {staff
          ?.filter(({ id }) => id !== report.assignedTo?.id)
          .map(({ id, name, dutyOfficer }) => (
            <option key={id} value={id}>
              {id === me ? t('act.assign.me', { name }) : dutyOfficer ? t('act.assign.duty', { name }) : name}
            </option>
          ))}
      </Select>
    </ActForm>
  );
}
