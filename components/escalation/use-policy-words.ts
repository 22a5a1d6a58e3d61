'use client';

import { useTranslations } from 'next-intl';
import type { PolicyStep, Tell } from '@/lib/domain/escalation/policy';
import type { PolicyLadder } from '@/lib/domain/escalation/policy-ladders';
import { useShownPolicy } from './use-escalation';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Steps, targets and ladders as sentences. */
export function usePolicyWords() {
  const t = useTranslations('escalation');
  const { view } = useShownPolicy();
  const listed = (words: string[]) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${t('and')} ${words.at(-1)}`);
  const duration = (minutes: number) => {
    if (minutes > 0 && minutes % DAY === 0) return t('days', { count: minutes / DAY });
    return minutes > 0 && minutes % HOUR === 0 ? t('hours', { count: minutes / HOUR }) : t('minutes', { count: minutes });
  };
  const target = (tell: Tell) => {
    if (tell.kind === 'role') return t(`target.role.${tell.role}`);
    if (tell.kind !== 'staff') return t(`target.${tell.kind}`);
    const person = view.people.find(({ id }) => id === tell.staffId);
    return person ? (person.active ? person.name : t('target.left', { name: person.name })) : t('target.unknown');
  };
  const delay = ({ delay: when }: PolicyStep) => {
    if (when.kind === 'minutes') return t('when.minutes', { duration: duration(when.minutes) });
    return when.kind === 'due' ? t('when.due') : t('when.share', { percent: Math.round(when.share * 1000) / 10 });
  };
  const sentence = (step: PolicyStep) =>
    t('sentence', {
      when: delay(step),
      whom: step.tell.length > 0 ? listed(step.tell.map(target)) : t('nobody'),
      means: step.means.length > 0 ? listed(step.means.map((means) => t(`means.${means}`))) : t('noMeans'),
      again: step.repeatMinutes === null ? '' : t('again', { duration: duration(step.repeatMinutes) }),
      alarm: step.alarm ? t('alarmSentence') : '',
    });
  const ladder = ({ clock, urgency }: PolicyLadder) =>
    urgency === null ? t('ladder.duty') : t(`ladder.${clock}`, { urgency: t(`urgency.${urgency}`) });
  return { sentence, target, ladder, listed, duration };
}
