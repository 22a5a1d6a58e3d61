import { MottakError } from '@/lib/domain/errors';
import { untrusted } from '@/lib/http/download';
import { reportParams } from '@/lib/http/report-params';
import { withRoute } from '@/lib/http/with-route';
import { openReport } from '@/lib/triage/open-report';

/** Nothing runs, nothing is fetched, nothing is sent; only our own page may frame it. */
const POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;margin:1rem;color:#111;background:#fff;overflow-wrap:anywhere}img,table{max-width:100%}';

/** The sanitised HTML of a report alone, for a frame without scripts. */
export const GET = withRoute({ right: 'report.see', params: reportParams }, async ({ staff, params, services, now }) => {
  const id = await openReport(services, staff, params.ref, { kind: 'report' }, now);
  const { html } = await services.prisma.report.findUniqueOrThrow({ where: { id }, select: { html: true } });
  if (html === null) throw new MottakError('not-found');
  return untrusted(`<!doctype html><meta charset="utf-8"><style>${STYLE}</style><body>${html}`, 'text/html; charset=utf-8', POLICY);
});
