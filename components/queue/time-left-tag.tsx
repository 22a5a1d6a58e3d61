'use client';

import { ClockIcon, ExclamationmarkTriangleFillIcon, HourglassIcon } from '@navikt/aksel-icons';
import { useTranslations } from 'next-intl';
import { DUE_SOON_HOURS } from '@/lib/domain/queue-order';
import { useNow } from './place';
import { spanMessage } from './time-left';

/** How long there is until an instant, or for how long it has passed; it ticks. Sign, words and colour say the same. */
export function TimeLeft({ dueAt }: { dueAt: string }) {
  const t = useTranslations('queue');
  const left = Date.parse(dueAt) - useNow().getTime();
  const { key, values } = spanMessage(left);
  const overdue = left <= 0;
  const soon = !overdue && left <= DUE_SOON_HOURS * 3_600_000;
  const Icon = overdue ? ExclamationmarkTriangleFillIcon : soon ? HourglassIcon : ClockIcon;
  const colour = overdue ? 'text-(--ax-text-danger) font-semibold' : soon ? 'font-semibold' : '';
  return (
    <span className={`inline-flex items-center gap-1 tabular ${colour}`} data-testid="time-left" suppressHydrationWarning>
      <Icon aria-hidden className="shrink-0" />
      <span suppressHydrationWarning>{t(`${overdue ? 'overdueBy' : 'left'}.${key}`, values)}</span>
    </span>
  );
}
