import { contextOf, type FormSite, pageAnswer } from './form-site';
import { newToken } from './form-token';
import { formPage } from './page/form-page';
import { closedPage, listPage, messagePage } from './page/plain-pages';
import { publicFacts } from './public-facts';

/** The list of municipalities; 503 with their telephone numbers when the database is gone. */
export async function showList(site: FormSite, request: Request): Promise<Response> {
  const { municipalities, fresh } = await publicFacts(site.pool, site.dataDir);
  const context = contextOf(request, undefined);
  return fresh ? pageAnswer(200, listPage(context, municipalities)) : pageAnswer(503, closedPage(context, municipalities));
}

/** A municipality's empty form; 503 with its telephone number when the database is gone, since nothing could be received. */
export async function showForm(site: FormSite, request: Request, slug: string): Promise<Response> {
  const { municipalities, fresh } = await publicFacts(site.pool, site.dataDir);
  const municipality = municipalities.find((one) => one.slug === slug);
  if (!fresh) return pageAnswer(503, closedPage(contextOf(request, municipality), municipalities));
  if (!municipality) return pageAnswer(404, messagePage(contextOf(request, undefined), 'unknown'));
  const empty = { token: newToken(), answers: new Map(), errors: new Map(), lostFiles: [] };
  return pageAnswer(200, formPage(contextOf(request, municipality), empty));
}
