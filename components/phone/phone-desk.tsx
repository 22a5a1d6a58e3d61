'use client';

import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { SavedDraft } from '@/lib/channels/phone/list-drafts';
import type { Country } from '@/lib/domain/report';
import { DraftList } from './draft-list';
import { NoteForm } from './note-form';
import { randomId } from './random-id';

type Props = { open: SavedDraft | null; others: SavedDraft[]; serverNow: Date; timeZone: string; country: Country };

/** The note of the call that is going on, and the unfinished ones. */
export function PhoneDesk({ open, others, serverNow, timeZone, country }: Props) {
  const t = useTranslations('phone');
  // Made on the server and in the browser each for itself and never printed, so the two need not agree.
  const [newId] = useState(randomId);
  return (
    <div className="flex flex-col gap-6">
      <Heading level="1" size="large">
        {t('title')}
      </Heading>
      <DraftList drafts={others} timeZone={timeZone} hasOpen={open !== null} />
      <NoteForm draftId={open?.id ?? newId} open={open} serverNow={serverNow} timeZone={timeZone} country={country} />
    </div>
  );
}
