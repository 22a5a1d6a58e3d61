'use client';

import { Alert } from '@navikt/ds-react/Alert';
import { useTranslations } from 'next-intl';
import { ApiError } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';

/** Says what failed at once; that a colleague changed the policy meanwhile is said in its own words. */
export function EscalationFailure({ error }: { error: unknown }) {
  const t = useTranslations('escalation');
  if (!(error instanceof ApiError) || error.code !== 'changed-meanwhile') return <Failure error={error} />;
  return (
    <div role="alert">
      <Alert variant="error" size="small">
        {t('changedMeanwhile')}
      </Alert>
    </div>
  );
}
