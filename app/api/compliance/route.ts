import { getLocale } from 'next-intl/server';
import { z } from 'zod';
import { choosePeriod } from '@/lib/domain/compliance';
import { MottakError } from '@/lib/domain/errors';
import { readCompliance } from '@/lib/health/compliance';
import { complianceCsv } from '@/lib/health/compliance-csv';
import { withRoute } from '@/lib/http/with-route';
import type { Locale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';

const query = z.object({ from: z.string().optional(), to: z.string().optional(), format: z.enum(['json', 'csv']).default('json') });

/** The compliance report of whole months, both included: ?from=YYYY-MM&to=YYYY-MM, as JSON or with format=csv as a file. */
export const GET = withRoute({ right: 'overview.see', query }, async ({ query: { format, ...typed }, services, staff, now }) => {
  const { period, faults } = choosePeriod(typed, now, staff.municipality.timeZone);
  if (!period) throw new MottakError('invalid-input', { fields: { ...faults } });
  const compliance = await readCompliance(services.pool, staff.municipality, period, now);
  if (format === 'json') return compliance;
  const locale = (await getLocale()) as Locale;
  const csv = complianceCsv(compliance, translator(locale, 'compliance'), translator(locale, 'report.law'));
  const name = `mottak-compliance-${staff.municipality.slug}-${period.from}-${period.to}.csv`;
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
});
