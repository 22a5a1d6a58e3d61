import { z } from 'zod';
import { LAW } from '@/lib/domain/deadline';
import { WEEKDAY_READINGS } from '@/lib/domain/law/limit';
import { DEFAULT_LAW_SETTINGS, type LawSettings, takesTarget } from '@/lib/domain/law/settings';

const count = z.int().min(1).max(366);

const limit = z.discriminatedUnion('unit', [
  z.object({ unit: z.literal('hours'), count: z.int().min(1).max(2400) }),
  z.object({ unit: z.literal('same-day') }),
  z.object({ unit: z.literal('days'), count }),
  z.object({ unit: z.literal('weeks'), count }),
  z.object({ unit: z.literal('months'), count, afterWeeks: count.optional() }),
  z.object({ unit: z.literal('weekdays'), count, reading: z.enum(WEEKDAY_READINGS) }),
]);

/** Rules for which the act gives no figure. A limit of the act is nobody's to change. */
const OPEN_RULES: ReadonlySet<string> = new Set(
  Object.values(LAW)
    .flat()
    .filter(takesTarget)
    .map(({ id }) => id),
);

/** What a municipality may store in `law_settings`; what it leaves out is Mottak's default. */
export const lawSettings = z.strictObject({
  weekdayReading: z.enum(WEEKDAY_READINGS).default(DEFAULT_LAW_SETTINGS.weekdayReading),
  targets: z
    .record(
      z.string().refine((rule) => OPEN_RULES.has(rule)),
      limit.nullable(),
    )
    .default({}),
});

/** The settings as stored. What cannot be understood counts as the default: a report is taken whatever its municipality's settings say. */
export function readLawSettings(stored: unknown): LawSettings {
  const parsed = lawSettings.safeParse(stored);
  return parsed.success ? parsed.data : DEFAULT_LAW_SETTINGS;
}
