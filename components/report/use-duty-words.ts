'use client';

import { useTranslations } from 'next-intl';
import { useDateFormat } from '@/components/ui/use-date-format';
import { applies, CIRCUMSTANCES, isFeedbackRequested } from '@/lib/domain/duty';
import type { ReportView } from './use-report';

const SAID: readonly string[] = [...Object.values(CIRCUMSTANCES), 'feedback-requested'];

export type DutyView = ReportView['deadlines'][number];

/** A day (YYYY-MM-DD) in words. It is a day of the municipality already: no zone takes part. */
export function useDayWords(): (day: string) => string {
  const format = useDateFormat('UTC');
  return (day) => format(new Date(`${day}T12:00:00Z`), { weekday: 'short', day: 'numeric', month: 'long' });
}

/** What a duty is called; one without words of ours is shown by its id rather than left out. */
export function useDutyName(): (rule: string) => string {
  const t = useTranslations('report');
  return (rule) => (t.has(`law.${rule}`) ? t(`law.${rule}`) : rule);
}

/** What is to be said of a duty besides its deadline. */
export function useDutyWords() {
  const t = useTranslations('report');
  const known = (key: string, otherwise: string) => (t.has(key) ? t(key) : otherwise);
  return {
    basis: ({ basis, hasLimit }: DutyView) => (basis === 'statutory' && !hasLimit ? t('duty.noFigure') : t(`basis.${basis}`)),
    certainty: ({ certainty }: DutyView) => `${known(`certainty.${certainty}`, certainty)} (${certainty})`,
    waits: ({ fromEvent }: DutyView, report: ReportView) => {
      const isAsked = fromEvent === 'feedback-requested' && isFeedbackRequested(report);
      return isAsked ? t('duty.asked') : known(`duty.waits.${fromEvent}`, fromEvent);
    },
    exception: (code: string | null) => known(`exception.${code}`, code ?? ''),
    /** Whether the duty is about this report, where that is not certain. */
    whom: ({ appliesTo, fromEvent }: DutyView, report: ReportView) => {
      const answer = applies(appliesTo, report);
      // A clock that waits for somebody to say so has told this already.
      return answer === 'yes' || (answer === 'open' && SAID.includes(fromEvent)) ? '' : known(`duty.whom.${answer}.${appliesTo}`, '');
    },
  };
}
