'use client';

import { BodyLong, BodyShort, Heading } from '@navikt/ds-react/Typography';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LetterForm } from './letter-form';
import type { HandedIn } from './use-letter';

/** One letter after the other; what is stored stands above the next with its reference. */
export function LetterDesk({ today }: { today: string }) {
  const t = useTranslations('letter');
  const [stored, setStored] = useState<HandedIn[]>([]);
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <Heading level="1" size="large">
        {t('title')}
      </Heading>
      <BodyLong>{t('lead')}</BodyLong>
      <div role="status">{stored.length > 0 ? <Stored letters={stored} /> : null}</div>
      <LetterForm key={stored.length} today={today} isNext={stored.length > 0} onStored={(letter) => setStored([letter, ...stored])} />
    </div>
  );
}

function Stored({ letters }: { letters: HandedIn[] }) {
  const t = useTranslations('letter');
  return (
    <section className="rounded border border-(--ax-border-success) p-4" aria-label={t('stored.heading')}>
      <Heading level="2" size="xsmall">
        {t('stored.heading')}
      </Heading>
      <ul>
        {letters.map(({ ref, status }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same letter may be handed in twice, and the list only grows at its head
          <li key={letters.length - index}>
            <Link href={`/reports/${ref}`} className="tabular underline">
              {ref}
            </Link>
            {status === 'already-stored' ? <BodyShort as="span"> {t('stored.before')}</BodyShort> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
