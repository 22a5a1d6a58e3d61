import { type LocalMonth, localMonth, monthAfter } from './local-month';

/** The longest period that one report covers, in months. */
export const LONGEST_MONTHS = 60;
const USUAL_MONTHS = 12;

export type CompliancePeriod = { from: LocalMonth; to: LocalMonth };
export type PeriodFault = 'needed' | 'not-a-month' | 'before-the-start' | 'in-the-future' | 'too-long';
export type ChosenPeriod = { period: CompliancePeriod; faults: null } | { period: null; faults: { from?: PeriodFault; to?: PeriodFault } };

/**
 * The months that a reader chose, both included, or what is wrong with each of them. Where nothing was typed at all, the twelve
 * months that end with the present one. `now` tells which month is the present one in the municipality's zone.
 */
export function choosePeriod(typed: { from?: string; to?: string }, now: Date, timeZone: string): ChosenPeriod {
  const present = localMonth(now, timeZone);
  if (typed.from === undefined && typed.to === undefined)
    return { period: { from: monthAfter(present, 1 - USUAL_MONTHS), to: present }, faults: null };
  const [from, to] = [(typed.from ?? '').trim(), (typed.to ?? '').trim()];
  const faults = withoutEmpty({ from: faultOf(from, present), to: faultOf(to, present) });
  if (!faults.from && !faults.to && from > to) faults.to = 'before-the-start';
  if (!faults.from && !faults.to && monthAfter(from, LONGEST_MONTHS) <= to) faults.from = 'too-long';
  return faults.from || faults.to ? { period: null, faults } : { period: { from, to }, faults: null };
}

function faultOf(month: string, present: LocalMonth): PeriodFault | undefined {
  if (month === '') return 'needed';
  if (!/^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(month)) return 'not-a-month';
  return month > present ? 'in-the-future' : undefined;
}

function withoutEmpty(faults: { from?: PeriodFault; to?: PeriodFault }): { from?: PeriodFault; to?: PeriodFault } {
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault));
}

/** How the deadlines of one rule went that fell due in one month. `metByShownDay` is null where the rule shows no day. */
export type ComplianceFigures = {
  due: number;
  metOnTime: number;
  metLate: number;
  notMet: number;
  notNeeded: number;
  metByShownDay: number | null;
};

export const NOTHING_DUE: ComplianceFigures = { due: 0, metOnTime: 0, metLate: 0, notMet: 0, notNeeded: 0, metByShownDay: null };

/** The sum of several months. */
export function addFigures(all: readonly ComplianceFigures[]): ComplianceFigures {
  const sum = (key: Exclude<keyof ComplianceFigures, 'metByShownDay'>) => all.reduce((total, figures) => total + figures[key], 0);
  const shown = all.map(({ metByShownDay }) => metByShownDay).filter((count) => count !== null);
  return {
    due: sum('due'),
    metOnTime: sum('metOnTime'),
    metLate: sum('metLate'),
    notMet: sum('notMet'),
    notNeeded: sum('notNeeded'),
    metByShownDay: shown.length === 0 ? null : shown.reduce((total, count) => total + count, 0),
  };
}

/**
 * The share that was met on time, in percent with one decimal, of those that had to be met; null when there were none. Only all of
 * them is 100: one that was missed among ten thousand must not vanish in the rounding.
 */
export function shareOf(met: number | null, { due, notNeeded }: Pick<ComplianceFigures, 'due' | 'notNeeded'>): number | null {
  const needed = due - notNeeded;
  if (met === null || needed === 0) return null;
  return met < needed ? Math.min(Math.round((met * 1000) / needed) / 10, 99.9) : 100;
}
