'use client';

import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { TextField } from '@navikt/ds-react/TextField';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError, callApi } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import { useProfileChange } from './use-profile';

/** The person's mobile number. What was typed stays until it is saved; saved, it is shown as it is kept. */
export function MobileForm({ mobile, setUp }: { mobile: string | null; setUp: boolean }) {
  const t = useTranslations('profile.mobile');
  const [typed, setTyped] = useState(mobile ?? '');
  const { mutate, error, isPending, isSuccess, reset } = useProfileChange(async (value: string) => {
    const saved = await callApi<{ mobile: string | null }>('/api/profile/mobile', { mobile: value });
    setTyped(saved.mobile ?? '');
  });
  const wrong = error instanceof ApiError && error.fields.mobile !== undefined;
  return (
    <form
      noValidate
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        mutate(typed);
      }}
    >
      <Heading level="2" size="small">
        {t('heading')}
      </Heading>
      <TextField
        label={t('label')}
        description={setUp ? t('hint') : t('notSetUp')}
        type="tel"
        autoComplete="tel"
        maxLength={100}
        className="w-full max-w-sm"
        value={typed}
        error={wrong ? t('wrong') : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          reset();
        }}
      />
      {wrong ? null : <Failure error={error} />}
      <Button type="submit" loading={isPending}>
        {t('save')}
      </Button>
      <div role="status">
        {isSuccess ? <InlineMessage status="success">{typed === '' ? t('removed') : t('saved')}</InlineMessage> : null}
      </div>
    </form>
  );
}
