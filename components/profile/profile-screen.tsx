'use client';

import { BodyLong, BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { MeansTests } from './means-tests';
import { MobileForm } from './mobile-form';
import { PushSwitch } from './push-switch';
import { type ProfileData, useProfile } from './use-profile';

/** How the signed-in person is reached: mail address, mobile number, this browser; and a test of each. */
export function ProfileScreen({ first, timeZone }: { first: ProfileData; timeZone: string }) {
  const t = useTranslations('profile');
  const profile = useProfile(first);
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <div className="flex flex-col gap-3">
        <Heading level="1" size="large">
          {t('title')}
        </Heading>
        <BodyLong>{t('lead')}</BodyLong>
      </div>
      <section aria-labelledby="email" className="flex flex-col gap-1">
        <Heading level="2" size="small" id="email">
          {t('email.heading')}
        </Heading>
        <BodyShort>{profile.email}</BodyShort>
        <BodyShort className="text-(--ax-text-neutral-subtle)">{t('email.hint')}</BodyShort>
      </section>
      <MobileForm
        mobile={profile.mobile}
        setUp={profile.means.some(({ means, state }) => means !== 'push' && means !== 'email' && state !== 'not_set_up')}
      />
      <PushSwitch browsers={profile.browsers} vapidPublicKey={profile.vapidPublicKey} />
      <MeansTests means={profile.means} timeZone={timeZone} />
    </div>
  );
}
