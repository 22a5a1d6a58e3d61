import { z } from 'zod';
import { withRoute } from '@/lib/http/with-route';
import { translator } from '@/lib/i18n/translator';
import { exportCalendar } from '@/lib/roster/export-calendar';

const query = z.object({ weeks: z.coerce.number().int().min(1).max(52).default(8) });

/** The shifts that are under way or begin in the next weeks, as a calendar file in the municipality's language. */
export const GET = withRoute({ right: 'roster.see', query }, async ({ services, staff, query, now }) => {
  const { municipality } = staff;
  const t = translator(municipality.locale, 'roster');
  const words = { title: t('calendar.title'), allLayers: t('calendar.allLayers'), nobody: t('calendar.nobody') };
  const file = await exportCalendar(services.prisma, municipality, query.weeks, words, now);
  const headers = { 'content-disposition': `attachment; filename="${municipality.slug}.ics"`, 'cache-control': 'no-store' };
  return new Response(file, { headers: { 'content-type': 'text/calendar; charset=utf-8', ...headers } });
});
