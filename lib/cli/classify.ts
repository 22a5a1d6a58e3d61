import { createInterface } from 'node:readline';
import { z } from 'zod';
import { explain } from '@/lib/domain/urgency/classify';
import type { Place } from '@/lib/domain/urgency/find-rules';
import type { LinearModel } from '@/lib/domain/urgency/linear-model';
import { urgencyModel } from '@/lib/urgency/load-model';
import { type BareContext, EXIT } from './command-context';

const lineSchema = z.looseObject({ id: z.union([z.string(), z.number()]), subject: z.string().nullish(), body: z.string().nullish() });
type Line = z.infer<typeof lineSchema>;

/** The rules look at ages and times of a report; text alone has none. */
const RECEIVED_AT = new Date(0);

/**
 * `mottak classify`: reads JSON lines {"id","subject","body"} from standard input and writes for each
 * {"id","urgency","lang","reasons":[{"text","start","end","rule","in"}],"score"}. Needs no database and no network.
 *
 * `start` and `end` are places in `in` ("body" or "subject") counted in characters (code points), so that `text` stands there word for
 * word. `score` is from 0 to 1: how near it is to acute. A line that is no such object is named on standard error; exit code 1 then.
 */
export async function classifyCommand({ print, complain }: BareContext): Promise<number> {
  const model = urgencyModel();
  let number = 0;
  let faults = 0;
  for await (const text of createInterface({ input: process.stdin })) {
    number += 1;
    if (text.trim() === '') continue;
    const line = lineSchema.safeParse(parse(text));
    if (line.success) print(classified(line.data, model));
    else {
      faults += 1;
      complain(`line ${number}: not an object with id, subject and body`);
    }
  }
  return faults > 0 ? EXIT.failed : EXIT.done;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function classified({ id, subject, body }: Line, model: LinearModel | undefined) {
  const texts = { subject: subject ?? '', text: body ?? '' };
  const empty = texts.text.trim() === '' && texts.subject.trim() === '';
  const report = { ...texts, flags: empty ? ['empty-body'] : [], readStatus: 'read' as const, children: [], receivedAt: RECEIVED_AT };
  const { urgency, raised, language, probabilities } = explain(report, model);
  const reasons = raised.flatMap(({ rule, places }) =>
    places.length > 0 ? places.map((place) => ({ rule, ...span(texts, place) })) : [{ rule, in: 'body', text: '', start: 0, end: 0 }],
  );
  const [acute = 0, high = 0] = probabilities ?? [1];
  const score = urgency === 'acute' ? 0.5 + acute / 2 : Math.min(0.499, (acute + high) / 2);
  return { id, urgency, lang: language, reasons, score: Number(score.toFixed(4)) };
}

/** Rules look at the text in its normal form (NFC); where what came is in another, the passage is looked for in it. */
function span(texts: { subject: string; text: string }, { part, start, end }: Place) {
  const source = texts[part];
  const where = part === 'subject' ? 'subject' : 'body';
  const normal = source.normalize('NFC');
  const [from, to] = normal === source ? [start, end] : [originalPlace(source, start), originalPlace(source, end)];
  const text = source.slice(from, to);
  const begin = codePoints(source, 0, from);
  return { in: where, text, start: begin, end: begin + codePoints(source, from, to) };
}

/** The place in a text from which on its normal form is longer than so many letters. */
function originalPlace(source: string, place: number): number {
  let at = 0;
  let length = 0;
  for (const { segment } of new Intl.Segmenter().segment(source)) {
    if (length >= place) break;
    length += segment.normalize('NFC').length;
    at += segment.length;
  }
  return at;
}

function codePoints(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) count += 1;
  return count;
}
