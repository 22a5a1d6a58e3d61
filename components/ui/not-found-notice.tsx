import { BodyLong, Heading } from '@navikt/ds-react/Typography';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from './link-button';

/** What stands where there is no page, with the way back. It tells nothing about whether such a page could exist. */
export async function NotFoundNotice() {
  const t = await getTranslations('down.notFound');
  return (
    <div className="flex max-w-2xl flex-col items-start gap-6">
      <Heading level="1" size="large">
        {t('title')}
      </Heading>
      <BodyLong>{t('text')}</BodyLong>
      <LinkButton href="/">{t('home')}</LinkButton>
    </div>
  );
}
