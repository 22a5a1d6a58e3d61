'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkButton } from '@/components/ui/link-button';
import { useDateFormat } from '@/components/ui/use-date-format';
import type { SavedDraft } from '@/lib/channels/phone/list-drafts';
import { DAY_AND_TIME } from '@/lib/i18n/format-instant';
import { DiscardDialog } from './discard-dialog';

type Props = { drafts: SavedDraft[]; timeZone: string; hasOpen: boolean };

/** The call taker's other unfinished notes, to go on with or to discard. */
export function DraftList({ drafts, timeZone, hasOpen }: Props) {
  const t = useTranslations('phone');
  const [gone, setGone] = useState<string[]>([]);
  const left = drafts.filter(({ id }) => !gone.includes(id));
  if (left.length === 0 && !hasOpen) return null;
  return (
    <section aria-labelledby="drafts" className="rounded-lg border border-(--ax-border-warning) bg-(--ax-bg-warning-soft) p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Heading level="2" size="small" id="drafts">
          {left.length > 0 ? t('drafts.heading', { count: left.length }) : t('drafts.continuing')}
        </Heading>
        {hasOpen ? (
          <LinkButton href="/phone" size="small" variant="secondary">
            {t('drafts.new')}
          </LinkButton>
        ) : null}
      </div>
      {left.length > 0 ? (
        <ul className="mt-3 flex flex-col divide-y divide-(--ax-border-neutral-subtle)">
          {left.map((draft) => (
            <DraftItem key={draft.id} draft={draft} timeZone={timeZone} onGone={() => setGone([...gone, draft.id])} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function DraftItem({ draft, timeZone, onGone }: { draft: SavedDraft; timeZone: string; onGone(): void }) {
  const t = useTranslations('phone');
  const format = useDateFormat(timeZone);
  const [asking, setAsking] = useState(false);
  const begun = format(draft.createdAt, DAY_AND_TIME);
  const saved = format(draft.updatedAt, DAY_AND_TIME);
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <BodyShort weight="semibold">{t('drafts.begun', { time: begun })}</BodyShort>
        <BodyShort className="truncate">{summary(draft) || t('drafts.noText')}</BodyShort>
        <BodyShort size="small">{t('drafts.saved', { time: saved })}</BodyShort>
      </div>
      <div className="flex gap-2">
        <LinkButton size="small" href={`/phone?draft=${draft.id}`} aria-label={t('drafts.continueNamed', { time: begun })}>
          {t('drafts.continue')}
        </LinkButton>
        <Button
          type="button"
          size="small"
          variant="secondary"
          onClick={() => setAsking(true)}
          aria-label={t('drafts.discardNamed', { time: begun })}
        >
          {t('discard.button')}
        </Button>
      </div>
      <DiscardDialog draftId={draft.id} open={asking} onClose={() => setAsking(false)} onDiscarded={onGone} />
    </li>
  );
}

/** Enough to know the call again. */
function summary({ content: { caller, children, text } }: SavedDraft): string {
  const child = children.find(({ name }) => name.trim())?.name;
  return [caller.anonymous ? '' : caller.name, child, text.replace(/\s+/g, ' ').slice(0, 160)].filter((part) => part?.trim()).join(' · ');
}
