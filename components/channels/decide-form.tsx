'use client';

import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { TextField } from '@navikt/ds-react/TextField';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import { type ChangeView, useDecide } from './use-channels';

/** The proposer may take a change back; anybody else with the right approves or rejects it. */
export function DecideForm({ change }: { change: ChangeView }) {
  const t = useTranslations('channels');
  const [reason, setReason] = useState('');
  const decide = useDecide(change.id);
  const missing = decide.error instanceof ApiError && decide.error.code === 'reason-needed';
  const run = (decision: 'approved' | 'rejected' | 'withdrawn') => decide.mutate({ decision, reason });
  if (change.isOwn)
    return (
      <div className="flex flex-col items-start gap-3">
        <InlineMessage status="info" size="small">
          <span>{t('change.second')}</span>
        </InlineMessage>
        <Button size="small" variant="secondary" loading={decide.isPending} onClick={() => run('withdrawn')}>
          {t('change.withdraw')}
        </Button>
        <Failure error={decide.error} />
      </div>
    );
  return (
    <form
      noValidate
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        run('approved');
      }}
    >
      <InlineMessage status={change.isProven ? 'success' : 'warning'} size="small">
        <span>{t(change.isProven ? 'change.proven' : 'change.unproven')}</span>
      </InlineMessage>
      <TextField
        label={t('change.reason')}
        className="w-full max-w-md"
        size="small"
        maxLength={2000}
        value={reason}
        error={missing ? t('wrong.reason') : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button size="small" type="submit" loading={decide.isPending}>
          {t('change.approve')}
        </Button>
        <Button size="small" type="button" variant="secondary" onClick={() => run('rejected')}>
          {t('change.reject')}
        </Button>
      </div>
      {missing ? null : <Failure error={decide.error} />}
    </form>
  );
}
