'use client';

import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { BodyLong, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { Failure } from '@/components/queue/failure';
import { useProfileChange } from './use-profile';
import { PushError, usePush } from './use-push';

/** Notices on the screen of this browser, also while Mottak is not open. */
export function PushSwitch({ browsers, vapidPublicKey }: { browsers: number; vapidPublicKey: string }) {
  const t = useTranslations('profile.push');
  const { state, turnOn, turnOff } = usePush(vapidPublicKey);
  const { mutate, error, isPending } = useProfileChange((on: boolean) => (on ? turnOn() : turnOff()));
  const cannot = state === 'unsupported' || state === 'blocked';
  return (
    <section aria-labelledby="push" className="flex flex-col items-start gap-3">
      <Heading level="2" size="small" id="push">
        {t('heading')}
      </Heading>
      <BodyLong>{t('hint')}</BodyLong>
      <div role="status">
        {state === 'asking' ? null : (
          <InlineMessage status={cannot ? 'warning' : state === 'on' ? 'success' : 'info'}>{t(`state.${state}`)}</InlineMessage>
        )}
        {browsers > 0 ? <BodyLong>{t('browsers', { count: browsers })}</BodyLong> : null}
      </div>
      {error instanceof PushError ? (
        <div role="alert">
          <InlineMessage status="error">{t(`error.${error.code}`)}</InlineMessage>
        </div>
      ) : (
        <Failure error={error} />
      )}
      {state === 'on' || state === 'off' ? (
        <Button variant="secondary" loading={isPending} onClick={() => mutate(state === 'off')}>
          {state === 'off' ? t('turnOn') : t('turnOff')}
        </Button>
      ) : null}
    </section>
  );
}
