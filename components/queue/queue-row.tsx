'use client';

import { BellDotFillIcon, PersonCheckmarkIcon, PersonCrossIcon, PersonIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react/Button';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { Ago, LocalInstant } from './local-instant';
import { usePlace } from './place';
import { AlarmTag, ChannelTag, Flags, UrgencyTag, useRuleWords } from './report-tags';
import { TimeLeft } from './time-left-tag';
import type { QueueItem } from './use-queue';

const REASONS_SHOWN = 3;
const EDGE = {
  acute: 'border-l-(--ax-border-danger-strong)',
  high: 'border-l-(--ax-border-warning)',
  normal: 'border-l-(--ax-border-info)',
  not_a_report: 'border-l-(--ax-border-neutral-subtle)',
} as const;

type Props = { row: QueueItem; isNew: boolean; onAcknowledge(row: QueueItem): void; onAgree(row: QueueItem): void };

/** One report of the queue. */
export const QueueRow = memo(function QueueRow({ row, isNew, onAcknowledge, onAgree }: Props) {
  return (
    <li
      data-ref={row.ref}
      data-testid="queue-row"
      className={`grid gap-x-4 gap-y-2 border-b border-l-8 border-b-(--ax-border-neutral-subtle) bg-(--ax-bg-default) px-3 py-3 focus-within:bg-(--ax-bg-accent-soft) md:grid-cols-[12rem_minmax(0,1fr)_minmax(0,1fr)] xl:grid-cols-[12rem_minmax(0,1fr)_11.5rem_14rem_14.5rem] ${EDGE[row.urgency]}`}
    >
      <Why row={row} />
      <What row={row} isNew={isNew} />
      <div className="flex flex-col">
        <ChannelTag kind={row.channelKind} />
        <Ago at={row.receivedAt} />
        <span className="text-sm text-(--ax-text-neutral-subtle)">
          <LocalInstant at={row.receivedAt} />
        </span>
      </div>
      <Due row={row} />
      <Who row={row} onAcknowledge={onAcknowledge} onAgree={onAgree} />
    </li>
  );
});

function Why({ row }: { row: QueueItem }) {
  const t = useTranslations('queue');
  const words = useRuleWords();
  const { rules } = row;
  const more = rules.length - REASONS_SHOWN;
  return (
    <div className="flex flex-col gap-1">
      <UrgencyTag urgency={row.urgency} />
      {row.alarmAt ? <AlarmTag assessed={row.assessed} /> : null}
      <ul className="text-sm leading-snug">
        {rules.slice(0, REASONS_SHOWN).map((rule) => (
          <li key={rule}>{words(rule)}</li>
        ))}
        {more > 0 ? <li>{t('moreReasons', { more })}</li> : null}
      </ul>
    </div>
  );
}

function What({ row, isNew }: { row: QueueItem; isNew: boolean }) {
  const t = useTranslations('queue');
  const named = row.children.filter((name) => name !== null);
  const unnamed = row.children.length - named.length;
  const children = [...named, ...(unnamed > 0 ? [t('unnamedChildren', { count: unnamed })] : [])];
  return (
    <div className="flex min-w-0 flex-col gap-1 md:col-span-2 xl:col-span-1">
      <span className="flex flex-wrap items-center gap-x-2">
        {isNew ? (
          <span className="inline-flex items-center gap-1 rounded bg-(--ax-bg-accent-strong) px-1.5 text-sm text-(--ax-text-accent-contrast)">
            <BellDotFillIcon aria-hidden />
            {t('new')}
          </span>
        ) : null}
        <Link
          href={`/reports/${row.ref}`}
          prefetch={false}
          data-row-link
          className="min-w-0 font-semibold wrap-anywhere underline underline-offset-2 line-clamp-2"
        >
          {row.subject.trim() || t('noSubject')}
        </Link>
      </span>
      <span className="wrap-anywhere">
        {children.length > 0
          ? t('children', { names: children.join(', ') })
          : t(row.readStatus === 'pending' ? 'notReadYet' : 'noChildren')}
      </span>
      <span className="text-sm text-(--ax-text-neutral-subtle) tabular">
        {row.ref}
        {row.attachments > 0 ? ` · ${t('attachments', { count: row.attachments })}` : ''}
      </span>
      <Flags flags={row.flags} />
    </div>
  );
}

function Due({ row }: { row: QueueItem }) {
  const t = useTranslations('report');
  if (!row.dueAt) return <div className="text-(--ax-text-neutral-subtle)">{t('noDeadline')}</div>;
  return (
    <div className="flex flex-col">
      <TimeLeft dueAt={row.dueAt} />
      <span className="text-sm">
        <LocalInstant at={row.dueAt} />
      </span>
      {row.deadline ? (
        <span className="text-sm text-(--ax-text-neutral-subtle)">
          {t(`basis.${row.deadline.basis}`)}: {row.deadline.basis === 'statutory' ? row.deadline.citation : t(`law.${row.deadline.rule}`)}
        </span>
      ) : null}
    </div>
  );
}

function Who({ row, onAcknowledge, onAgree }: Omit<Props, 'isNew'>) {
  const t = useTranslations('queue');
  const { staffId } = usePlace();
  const name = (person: { id: string; name: string }) => (person.id === staffId ? t('you', { name: person.name }) : person.name);
  const { acknowledgedBy, assignedTo } = row;
  return (
    <div className="flex flex-col items-start gap-1">
      {acknowledgedBy ? <Line Icon={PersonCheckmarkIcon} text={t('acknowledgedBy', { name: name(acknowledgedBy) })} /> : null}
      {assignedTo && assignedTo.id !== acknowledgedBy?.id ? (
        <Line Icon={PersonIcon} text={t('assignedTo', { name: name(assignedTo) })} />
      ) : null}
      {!acknowledgedBy ? <Line Icon={PersonCrossIcon} text={t('nobody')} /> : null}
      {row.state === 'unacknowledged' ? (
        <Button
          size="small"
          variant={row.group === 'now' ? 'primary' : 'secondary'}
          onClick={() => onAcknowledge(row)}
          aria-label={t('acknowledgeRef', { ref: row.ref })}
        >
          {t('acknowledge')}
        </Button>
      ) : null}
      {row.urgency === 'not_a_report' ? (
        <Button size="small" variant="secondary" onClick={() => onAgree(row)} aria-label={t('agreeRef', { ref: row.ref })}>
          {t('agree')}
        </Button>
      ) : null}
    </div>
  );
}

function Line({ Icon, text }: { Icon: typeof PersonIcon; text: string }) {
  return (
    <span className="inline-flex items-start gap-1">
      <Icon aria-hidden className="mt-1 shrink-0" />
      {text}
    </span>
  );
}
