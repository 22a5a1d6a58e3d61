'use client';

import { Alert } from '@navikt/ds-react/Alert';
import { useTranslations } from 'next-intl';
import { ApiError } from './call-api';

/** The reader's sentence for a failure. Where something was to be stored, no answer means that nobody knows whether it was. */
function useFailureText(reading: boolean): (error: unknown) => string {
  const t = useTranslations('errors');
  const q = useTranslations('queue');
  return (error) => {
    const code = error instanceof ApiError ? error.code : 'unexpected';
    if (code === 'network') return q(reading ? 'noAnswer' : 'noContact');
    return t.has(code) ? t(code) : t('unexpected');
  };
}

/** Says what failed at once, also to a screen reader; who is signed out can sign in beside it, so that nothing typed is lost. */
export function Failure({ error, before, reading = false }: { error: unknown; before?: string; reading?: boolean }) {
  const text = useFailureText(reading);
  const t = useTranslations('queue');
  if (!error) return null;
  const signedOut = error instanceof ApiError && error.code === 'not-signed-in';
  return (
    <div role="alert">
      <Alert variant="error" size="small">
        {before ? <strong>{before} </strong> : null}
        {text(error)}
        {signedOut ? (
          <>
            {' '}
            <a href="/sign-in" target="_blank" rel="noreferrer" className="underline">
              {t('signInAgain')}
            </a>
          </>
        ) : null}
      </Alert>
    </div>
  );
}
