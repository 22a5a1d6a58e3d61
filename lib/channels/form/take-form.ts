import { MottakError } from '@/lib/domain/errors';
import { isLocale } from '@/lib/i18n/locales';
import { receiveReport } from '@/lib/intake/receive-report';
import { errorCode, log } from '@/lib/log';
import { FORM_NAMES, LANGUAGE_BUTTON } from './form-names';
import { contextOf, type FormSite, pageAnswer, readerLocale } from './form-site';
import { deliveryId, tokenOf } from './form-token';
import { FORM_VERSION, type FormState, formPage } from './page/form-page';
import { closedPage, messagePage } from './page/plain-pages';
import { type ParsedForm, parseCutForm, parseForm } from './parse-form';
import { type PublicFacts, publicFacts } from './public-facts';
import { readBody, type SentBody } from './read-body';
import { receiptAnswer } from './show-receipt';
import { BODY_LIMIT, type FormErrors, TEXT_LIMIT, validateForm } from './validate-form';

const WEB_FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

/** How long a notifier waits for the storing of a large report before being told to phone; less when the database was silent just before. */
const STORE_MS = { databaseAnswers: 60_000, databaseSilent: 5000 } as const;

/**
 * Takes a submission of the web form.
 *
 * 303 to the receipt after the commit; 422 when something is filled in wrongly, 413 when it is too large, 503 when it could not be
 * stored: each of these with everything that was typed, and the telephone number. Never a receipt without a commit.
 */
export async function takeForm(site: FormSite, request: Request, slug: string): Promise<Response> {
  const body = await readBody(request, BODY_LIMIT, TEXT_LIMIT);
  const { municipalities, fresh } = await publicFacts(site.pool, site.dataDir);
  const municipality = municipalities.find((one) => one.slug === slug);
  if (!municipality) {
    return fresh
      ? pageAnswer(404, messagePage(contextOf(request, undefined), 'unknown'))
      : pageAnswer(503, closedPage(contextOf(request, undefined), municipalities));
  }
  const mediaType = request.headers.get('content-type') ?? '';
  const parsed = await parse(body, mediaType);
  if (!parsed) return pageAnswer(WEB_FORM.test(mediaType) ? 400 : 415, messagePage(contextOf(request, municipality), 'unreadable'));
  return answer(site, request, { municipality, body, mediaType, parsed, token: tokenOf(parsed.answers), fresh });
}

type Submission = { municipality: PublicFacts; body: SentBody; mediaType: string; parsed: ParsedForm; token: string; fresh: boolean };

async function parse(body: SentBody, mediaType: string): Promise<ParsedForm | undefined> {
  if (!WEB_FORM.test(mediaType)) return undefined;
  return body.whole ? parseForm(body.bytes, mediaType) : parseCutForm(body.bytes, mediaType);
}

async function answer(site: FormSite, request: Request, sent: Submission): Promise<Response> {
  const language = sent.parsed.answers.get(LANGUAGE_BUTTON);
  if (isLocale(language)) return formAgain(request, sent, 200, {}, language);
  if (!sent.body.whole) return formAgain(request, sent, 413, { refused: 'too-large' });
  const errors = validateForm(FORM_NAMES[sent.municipality.country], sent.parsed, site.clock());
  if (errors.size > 0) return formAgain(request, sent, 422, { errors });
  try {
    return receiptAnswer(
      site,
      await inTime(store(site, request, sent), sent.fresh ? STORE_MS.databaseAnswers : STORE_MS.databaseSilent),
      sent.municipality,
      readerLocale(request, sent.municipality),
    );
  } catch (error) {
    log().error(errorCode(error), 'form not stored');
    return formAgain(request, sent, 503, { refused: 'not-stored' });
  }
}

async function store(site: FormSite, request: Request, { municipality, body, mediaType, parsed, token }: Submission) {
  const now = site.clock();
  const envelope = {
    language: readerLocale(request, municipality),
    municipalityLocale: municipality.locale,
    formVersion: FORM_VERSION,
    country: municipality.country,
    formToken: token,
  };
  return receiveReport(
    site.door,
    {
      municipalityId: municipality.id,
      channel: { kind: 'form', name: 'form' },
      externalId: await deliveryId(token, parsed),
      raw: body.bytes,
      mediaType,
      envelope,
      receivedAt: now,
      receivedAtSource: 'form',
    },
    now,
  );
}

/**
 * A storage that hangs is a storage that is gone for whoever waits. Should it commit later after all, sending again finds the report by
 * its delivery id and gives the receipt: nothing is stored twice.
 */
async function inTime<Value>(stored: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new MottakError('storage-unavailable')), milliseconds);
  });
  return Promise.race([stored, late]).finally(() => clearTimeout(timer));
}

function formAgain(
  request: Request,
  { municipality, parsed, token }: Submission,
  status: number,
  why: { errors?: FormErrors; refused?: FormState['refused'] },
  language?: PublicFacts['locale'],
): Promise<Response> {
  const state: FormState = {
    token,
    answers: parsed.answers,
    errors: why.errors ?? new Map(),
    lostFiles: parsed.files.map((file) => file.name),
    refused: why.refused,
  };
  return pageAnswer(status, formPage(contextOf(request, municipality, language), state));
}
