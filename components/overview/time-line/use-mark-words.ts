'use client';

import { useTranslations } from 'next-intl';
import { useDateFormat } from '@/components/ui/use-date-format';
import { localDay } from '@/lib/domain/local-time';
import { useTicking } from '../ticking';
import type { OverviewAnswer } from '../use-overview';

type TimeLine = NonNullable<OverviewAnswer['reports']>['timeLine'];
export type UnitLine = TimeLine['units'][number];
export type Mark = UnitLine['marks'][number];
export type { TimeLine };

/** The name of a rule, or its id where a rule is newer than the texts. */
export function useRuleName(): (rule: string) => string {
  const t = useTranslations('report');
  return (rule) => (t.has(`law.${rule}`) ? t(`law.${rule}`) : rule);
}

/** All that a mark says, in words: reference, duty, statutory or local target, due instant and state. */
export function useMarkWords(): (mark: Mark) => string {
  const t = useTranslations('overview.timeLine');
  const tReport = useTranslations('report');
  const ruleName = useRuleName();
  const dueWords = useDueWords();
  return ({ ref, rule, basis, dueAt, state }) =>
    t('mark', {
      ref,
      rule: ruleName(rule),
      basis: tReport(`basis.${basis}`),
      due: dueWords(new Date(dueAt)),
      state: tReport(`state.${state}`),
    });
}

/** A due instant with its weekday unless it is today. */
export function useDueWords(): (at: Date) => string {
  const { now, timeZone } = useTicking();
  const format = useDateFormat(timeZone);
  return (at) =>
    format(at, {
      ...(localDay(at, timeZone) === localDay(now, timeZone) ? {} : ({ weekday: 'short', day: 'numeric', month: 'short' } as const)),
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
}
