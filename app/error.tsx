'use client';

import { Button } from '@navikt/ds-react/Button';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';

/** What a member of staff sees when a page could not be made, most often since the database does not answer. */
export default function ErrorPage() {
  const t = useTranslations('down');
  return (
    <main className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-10">
      <Heading level="1" size="large">
        Mottak
      </Heading>
      <LocalAlert status="error" as="div">
        <LocalAlert.Header>
          <LocalAlert.Title as="h2">{t('title')}</LocalAlert.Title>
        </LocalAlert.Header>
        <LocalAlert.Content>
          <p>{t('lead')}</p>
          <p className="mt-3">{t('call')}</p>
        </LocalAlert.Content>
      </LocalAlert>
      <Button className="self-start" onClick={() => location.reload()}>
        {t('again')}
      </Button>
    </main>
  );
}
