'use client';

import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { DUE_SOON_HOURS, QUEUE_GROUPS, type QueueGroup } from '@/lib/domain/queue-order';
import { QueueRow } from './queue-row';
import { useKeepFocus } from './use-keep-focus';
import type { QueueData, QueueItem } from './use-queue';

type Props = {
  data: QueueData;
  filtered: boolean;
  isNew(row: QueueItem): boolean;
  onAcknowledge(row: QueueItem): void;
  onAgree(row: QueueItem): void;
  onMore(): void;
};

/** The reports under the headings of the queue's parts. */
export function QueueList({ data, filtered, isNew, onAcknowledge, onAgree, onMore }: Props) {
  const t = useTranslations('queue');
  const list = useRef<HTMLDivElement>(null);
  useKeepFocus(list);
  const more = data.matching - data.rows.length;
  return (
    <div ref={list} className="flex flex-col gap-6">
      {QUEUE_GROUPS.map((group) => {
        const rows = data.rows.filter((row) => row.group === group);
        if (rows.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`group-${group}`}>
            <Heading size="small" level="2" id={`group-${group}`} className="mb-1">
              {t(`group.${group}`, { hours: DUE_SOON_HOURS })}{' '}
              <span className="font-normal text-(--ax-text-neutral-subtle)">({filtered ? rows.length : countText(data, group)})</span>
            </Heading>
            <ul className="border-t border-(--ax-border-neutral-subtle)">
              {rows.map((row) => (
                <QueueRow key={row.ref} row={row} isNew={isNew(row)} onAcknowledge={onAcknowledge} onAgree={onAgree} />
              ))}
            </ul>
          </section>
        );
      })}
      {more > 0 ? (
        <Button variant="secondary" className="self-center" onClick={onMore}>
          {t('showMore', { more: data.counts.capped.length > 0 ? `${more}+` : more })}
        </Button>
      ) : null}
    </div>
  );
}

function countText({ counts }: QueueData, group: QueueGroup): string {
  return `${counts[group]}${counts.capped.includes(group) ? '+' : ''}`;
}
