'use client';

import { useTranslations } from 'next-intl';
import { LocalInstant } from '@/components/queue/local-instant';
import { usePlace } from '@/components/queue/place';
import { useDateFormat } from '@/components/ui/use-date-format';
import { ACKNOWLEDGE } from '@/lib/domain/escalation/policy';
import { URGENCIES, type Urgency } from '@/lib/domain/report';
import { DAY_AND_TIME } from '@/lib/i18n/format-instant';
import { Panel } from './panel';
import { useDutyName } from './use-duty-words';
import type { ReportView } from './use-report';

type Entry = ReportView['trail'][number];

/** What a person can have stated of a report. */
const FACTS = ['ongoingMeasures', 'abuseReported'] as const;

/** The report's log in words, newest first: who did what and when. */
export function History({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  const say = useEntryText(report);
  return (
    <Panel id="history-heading" title={t('history.heading')}>
      <ol className="flex flex-col gap-3">
        {[...report.trail].reverse().map((entry) => (
          <li key={entry.number} className="border-l-4 border-(--ax-border-neutral-subtle) pl-3">
            <div>{say(entry)}</div>
            {[entry.detail.reason, entry.detail.involvedReason].map((words) =>
              typeof words === 'string' && words ? (
                <blockquote key={words} className="text-sm wrap-anywhere whitespace-pre-wrap italic">
                  {words}
                </blockquote>
              ) : null,
            )}
            <div className="text-sm text-(--ax-text-neutral-subtle)">
              <LocalInstant at={entry.at} seconds />
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** An entry in words; an action without words of ours is shown by its code rather than left out. */
function useEntryText(report: ReportView): (entry: Entry) => string {
  const t = useTranslations('report');
  const dutyName = useDutyName();
  const format = useDateFormat(usePlace().timeZone);
  const instant = (value: unknown) => (typeof value === 'string' ? format(new Date(value), DAY_AND_TIME) : '');
  const actor = (entry: Entry) => {
    if (!entry.actor.startsWith('system:')) return entry.people[entry.actor] ?? t('history.someone');
    const part = entry.actor.slice('system:'.length);
    return t.has(`history.system.${part}`) ? t(`history.system.${part}`) : 'Mottak';
  };
  const word = (entry: Entry, value: unknown): string => {
    if (value === null || value === undefined) return t('history.nobody');
    if (URGENCIES.includes(value as Urgency)) return t(`urgency.${value as Urgency}`);
    return entry.people[String(value)] ?? String(value);
  };
  const facts = ({ detail }: Entry) =>
    FACTS.flatMap((fact) => (typeof detail[fact] === 'boolean' ? [t(`circumstance.${fact}.${detail[fact] ? 'yes' : 'no'}`)] : [])).join(
      ' ',
    );
  const clock = ({ detail }: Entry) => {
    const id = String(detail.clock ?? ACKNOWLEDGE);
    if (id === ACKNOWLEDGE) return t('history.clock.acknowledge');
    return dutyName(id);
  };
  return (entry) => {
    const key = `history.${entry.action}`;
    const { from, to, outcome, name, step } = entry.detail;
    if (!t.has(key)) return t('history.other', { who: actor(entry), action: entry.action });
    const isCorrection = entry.action === 'report.received-corrected';
    const outcomeKey = `outcome.${report.country}.${String(outcome)}`;
    const values = {
      who: actor(entry),
      from: isCorrection ? instant(from) : word(entry, from),
      to: isCorrection ? instant(to) : word(entry, to),
      outcome: t.has(outcomeKey) ? t(outcomeKey) : String(outcome ?? ''),
      step: t.has(`history.step.${String(name ?? step)}`) ? t(`history.step.${String(name ?? step)}`) : String(name ?? step ?? ''),
      clock: clock(entry),
      again: Number(entry.detail.repeat) > 0 ? 'yes' : 'no',
      instead: String(entry.detail.told ?? ''),
      also: entry.detail.alsoAcknowledged === true ? 'yes' : 'no',
      late: entry.detail.late === true ? 'yes' : 'no',
      urgency: word(entry, entry.detail.urgency ?? ''),
      recipient: word(entry, entry.detail.recipient),
      recipients: Array.isArray(entry.detail.recipients)
        ? entry.detail.recipients.map((id) => word(entry, id)).join(', ') || t('history.nobody')
        : '',
      duty: dutyName(String(entry.detail.rule ?? '')),
      at: instant(entry.detail.metAt ?? entry.detail.startedAt ?? entry.detail.closedAt ?? entry.detail.requestedAt),
      exception: t.has(`exception.${String(entry.detail.exception)}`) ? t(`exception.${String(entry.detail.exception)}`) : 'none',
      facts: facts(entry),
      involved: Array.isArray(entry.detail.involvedBefore) ? entry.detail.involvedBefore.join(', ') : 'none',
      first: shortHash(entry.detail.firstSha256),
      other: shortHash(entry.detail.sha256),
      position: typeof entry.detail.position === 'number' ? entry.detail.position + 1 : 0,
    };
    return t(key, values);
  };
}

/** Enough of a hash to tell two apart. */
function shortHash(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 12) : '';
}
