'use client';

import { Alert } from '@navikt/ds-react/Alert';
import { Checkbox } from '@navikt/ds-react/Checkbox';
import { Textarea } from '@navikt/ds-react/Textarea';
import { ErrorMessage } from '@navikt/ds-react/Typography';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { usePlace } from '@/components/queue/place';
import type { ReportView } from './use-report';

type Faults = Record<string, string>;

/** What an assessor who was involved before must say; of anybody else nothing is asked. */
export function useInvolved({ involved }: ReportView) {
  const { staffId } = usePlace();
  const [knows, setKnows] = useState(false);
  const [reason, setReason] = useState('');
  const isMe = involved.some(({ id }) => id === staffId);
  const faults: Faults = isMe
    ? { ...(knows ? {} : { involved: 'required' }), ...(reason.trim() ? {} : { involvedReason: 'required' }) }
    : {};
  return { isMe, knows, setKnows, reason, setReason, faults, body: isMe ? { involvedReason: reason } : {} };
}

type Props = { report: ReportView; fields: ReturnType<typeof useInvolved>; faults: Faults };

/** Barnets lov § 137, stk. 1: who was involved before, with the reports; who is one of them goes on only knowingly, and says why. */
export function InvolvedFields({ report, fields, faults }: Props) {
  const t = useTranslations('report');
  const errors = useTranslations('errors');
  if (report.involved.length === 0) return null;
  return (
    <Alert variant={fields.isMe ? 'warning' : 'info'} size="small">
      <div className="flex flex-col gap-3" data-testid="involved">
        <p className="font-semibold">{t(fields.isMe ? 'involved.you' : 'involved.others')}</p>
        <ul className="list-disc pl-5">
          {report.involved.map(({ id, name, refs }) => (
            <li key={id}>
              {name}:{' '}
              {refs.map((ref) => (
                <Link key={ref} href={`/reports/${ref}`} prefetch={false} className="mr-2 underline underline-offset-2">
                  {ref}
                </Link>
              ))}
            </li>
          ))}
        </ul>
        {fields.isMe ? (
          <>
            <Checkbox checked={fields.knows} error={Boolean(faults.involved)} onChange={(event) => fields.setKnows(event.target.checked)}>
              {t('involved.know')}
            </Checkbox>
            {faults.involved ? <ErrorMessage showIcon>{t('involved.tick')}</ErrorMessage> : null}
            <Textarea
              label={t('involved.reason')}
              value={fields.reason}
              onChange={(event) => fields.setReason(event.target.value)}
              minRows={2}
              error={faults.involvedReason ? errors('reason-needed') : undefined}
            />
          </>
        ) : null}
      </div>
    </Alert>
  );
}
