'use client';

import { CheckmarkCircleIcon, CircleSlashIcon } from '@navikt/aksel-icons';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LocalInstant } from '@/components/queue/local-instant';
import { TimeLeft } from '@/components/queue/time-left-tag';
import { type DutyView, useDayWords, useDutyWords } from './use-duty-words';
import type { ReportView } from './use-report';

/** How a duty stands: done, not needed, fallen away, running with the time that is left, or waiting for what starts it. */
export function DutyStanding({ report, duty }: { report: ReportView; duty: DutyView }) {
  const t = useTranslations('report');
  const words = useDutyWords();
  if (duty.metAt) return <Met duty={duty} at={duty.metAt} />;
  if (duty.notNeededAt) {
    return (
      <Settled icon={<CircleSlashIcon aria-hidden className="shrink-0" />} note={duty.notNeededNote}>
        {t('duty.notNeeded', { reason: words.exception(duty.notNeededReason), name: duty.notNeededBy?.name ?? '' })}{' '}
        <LocalInstant at={duty.notNeededAt} />
      </Settled>
    );
  }
  if (duty.lapsedAt) {
    return (
      <Settled icon={<CircleSlashIcon aria-hidden className="shrink-0" />}>
        {t('duty.lapsed')} <LocalInstant at={duty.lapsedAt} />
      </Settled>
    );
  }
  if (!duty.startedAt) return <span>{words.waits(duty, report)}</span>;
  return duty.dueAt ? <Running duty={duty} dueAt={duty.dueAt} /> : <span>{t('noDeadline')}</span>;
}

function Met({ duty: { dueAt, metBy }, at }: { duty: DutyView; at: string }) {
  const t = useTranslations('report');
  const late = dueAt !== null && at > dueAt;
  return (
    <Settled icon={<CheckmarkCircleIcon aria-hidden className="shrink-0" />} colour={late ? 'text-(--ax-text-danger)' : ''}>
      {t(late ? 'deadline.metLate' : 'deadline.met')} <LocalInstant at={at} />
      {metBy ? ` · ${metBy.name}` : ''}
    </Settled>
  );
}

/** The day shown is the one that staff work towards; the last day may be later, and is then said too. */
function Running({ duty: { basis, lastDay, shownLastDay }, dueAt }: { duty: DutyView; dueAt: string }) {
  const t = useTranslations('report');
  const day = useDayWords();
  return (
    <span className="flex flex-wrap gap-x-3">
      <TimeLeft dueAt={dueAt} />
      {lastDay && shownLastDay && lastDay !== shownLastDay ? (
        <span data-testid="two-days">{t('duty.twoDays', { basis, shown: day(shownLastDay), last: day(lastDay) })}</span>
      ) : (
        <span>
          {t('deadline.due')} <LocalInstant at={dueAt} />
        </span>
      )}
    </span>
  );
}

type SettledProps = { icon: ReactNode; colour?: string; note?: string | null; children: ReactNode };

function Settled({ icon, colour = '', note, children }: SettledProps) {
  return (
    <div className={colour}>
      <span className="flex items-start gap-1">
        <span className="mt-1">{icon}</span>
        <span>{children}</span>
      </span>
      {note ? <blockquote className="text-sm wrap-anywhere whitespace-pre-wrap italic">{note}</blockquote> : null}
    </div>
  );
}
