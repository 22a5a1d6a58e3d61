import { describe, expect, it } from 'vitest';
import { deadlinesFor } from '@/lib/domain/deadline';
import { LEAVE_OUT_REASONS, START_EVENTS } from '@/lib/domain/law/rule';
import { MAILBOX_PROBLEMS } from '@/lib/domain/mailbox-problem';
import { type ChannelKind, COUNTRIES, outcomesOf, URGENCIES } from '@/lib/domain/report';
import { LOCALES } from '@/lib/i18n/locales';
import { messagesOf, translator } from '@/lib/i18n/translator';
import { sourceFiles } from '@/lib/testing/source-files';

/** Acts on a report, and what became of its notices, as the program writes them into its log. */
const WRITTEN = /(?:action: |recordOnTrail\(tx, \w+, |entry\(|event: )'((?:report|notice|duty|escalation)\.[a-z_-]+)'/g;
/** These stand in the log of the municipality. */
const ELSEWHERE = ['escalation.next-unit-changed', 'escalation.out-of-hours-changed'];
const ACTIONS = sourceFiles()
  .filter(({ path }) => path.startsWith('lib/') && !path.endsWith('.test.ts'))
  .flatMap(({ code }) => [...code.matchAll(WRITTEN)].map(([, action = '']) => action))
  .filter((action) => !ELSEWHERE.includes(action));
const WHOM = ['professional', 'abuse', 'ongoing-measures', 'inquiry'];

const CHANNELS: ChannelKind[] = ['form', 'email', 'secure_post', 'phone', 'letter', 'api'];
const received = new Date('2026-11-02T10:00:00Z');

function keys(value: unknown, path = ''): string[] {
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([key, item]) => keys(item, `${path}.${key}`)) : [path];
}

describe.each(LOCALES)('the words of queue and report in %s', (locale) => {
  it('name every rule of law, outcome, urgency, channel and act', () => {
    const t = translator(locale, 'report');
    const wanted = [
      ...COUNTRIES.flatMap((country) => deadlinesFor(country, received, 'Europe/Oslo').map(({ rule }) => `law.${rule}`)),
      ...COUNTRIES.flatMap((country) => outcomesOf(country).map((outcome) => `outcome.${country}.${outcome}`)),
      ...URGENCIES.map((urgency) => `urgency.${urgency}`),
      ...CHANNELS.map((kind) => `channel.${kind}`),
      ...ACTIONS.map((action) => `history.${action}`),
      ...LEAVE_OUT_REASONS.map((reason) => `exception.${reason}`),
      ...START_EVENTS.map((event) => `duty.waits.${event}`),
      ...['V1', 'V2', 'memory', 'inference'].map((certainty) => `certainty.${certainty}`),
      ...['professional', 'inquiry', 'special-cases'].map((whom) => `duty.whom.open.${whom}`),
      ...WHOM.map((whom) => `duty.whom.no.${whom}`),
    ];
    expect(new Set(ACTIONS).size).toBeGreaterThan(25);
    expect(wanted.filter((key) => !t.has(key))).toEqual([]);
  });

  it.each(['queue', 'report'])('have the same keys as English in %s', (namespace) => {
    expect(keys(messagesOf(locale)[namespace])).toEqual(keys(messagesOf('en')[namespace]));
  });

  it('say of every fault of a mailbox what it is', () => {
    const t = translator(locale, 'overview');
    expect(MAILBOX_PROBLEMS.filter((problem) => !t.has(`channels.problems.${problem}`))).toEqual([]);
  });

  it('call a limit statutory only where it is law', () => {
    const t = translator(locale, 'report');
    expect(t('basis.target')).not.toMatch(/lov|lag|law|statut/i);
  });

  it('keep a section sign and its number on one line, in every text', () => {
    const broken = Object.values(messagesOf(locale)).flatMap(
      (texts) => JSON.stringify(texts).match(/[^"]*(?:§ \d|\d §|\d kap\.|kap\. \d)[^"]*/g) ?? [],
    );
    expect(broken).toEqual([]);
  });

  it('call what is over its deadline by one name', () => {
    const word = { da: 'over fristen', nb: 'over fristen', nn: 'over fristen', sv: 'över fristen', en: 'overdue' }[locale];
    const said = [
      translator(locale, 'queue')('group.overdue'),
      translator(locale, 'report')('history.step.overdue'),
      translator(locale, 'notice')('subject.overdue', { ref: '' }),
      translator(locale, 'notice')('lead.overdue', { ref: '' }),
      translator(locale, 'overview')('totals.overdue'),
      translator(locale, 'digest')('subject', { date: '', unacknowledged: 0, overdue: 1 }),
    ];
    expect(said.filter((text) => !text.toLowerCase().includes(word))).toEqual([]);
  });
});
