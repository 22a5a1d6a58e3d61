import type pg from 'pg';
import { ensureChannel } from '@/lib/channels/api/ensure-channel';
import { parseForm } from '@/lib/channels/form/parse-form';
import { readBody } from '@/lib/channels/form/read-body';
import { MottakError } from '@/lib/domain/errors';
import type { Receipt } from '@/lib/intake/incoming-report';
import { type Door, receiveReport } from '@/lib/intake/receive-report';
import { LETTER_LIMITS, MEBIBYTE } from './letter-files';
import { letterOfForm } from './letter-form';
import { letterId } from './letter-id';

type HandingIn = { staffId: string; name: string; municipality: { id: string; timeZone: string } };

export const LETTER_CHANNEL = { kind: 'letter', name: 'letter' } as const;
/** Names, boundaries and fields around the pages. */
const AROUND = MEBIBYTE;

/**
 * Takes a scanned letter that a member of staff hands in with its date stamp. The same pages again are the same report.
 * @throws MottakError too-large; invalid-input with the fields at fault; storage-unavailable when nothing was stored
 */
export async function takeLetter(
  { pool, door }: { pool: pg.Pool; door: Door },
  staff: HandingIn,
  request: Request,
  now: Date,
): Promise<Receipt> {
  const mediaType = request.headers.get('content-type') ?? '';
  const { bytes, whole } = await readBody(request, LETTER_LIMITS.together + AROUND, 0);
  if (!whole) throw new MottakError('too-large');
  const parsed = /^multipart\/form-data\b/i.test(mediaType) ? await parseForm(bytes, mediaType) : undefined;
  if (!parsed) throw new MottakError('invalid-input');
  const { stamp, pages } = letterOfForm(parsed, staff.municipality.timeZone, now);
  const contents = await Promise.all(pages.map(async (page) => new Uint8Array(await page.arrayBuffer())));
  await ensureChannel(pool, staff.municipality.id, LETTER_CHANNEL);
  return receiveReport(
    door,
    {
      municipalityId: staff.municipality.id,
      channel: LETTER_CHANNEL,
      externalId: letterId(contents),
      raw: bytes,
      mediaType,
      envelope: { handedInBy: { staffId: staff.staffId, name: staff.name }, handedInAt: now.toISOString(), pages: pages.length },
      receivedAt: stamp.at,
      receivedAtSource: 'date-stamp',
      flags: stamp.dayOnly ? ['received-day-only'] : [],
    },
    now,
  );
}
