import type pg from 'pg';
import { storableJson } from '@/lib/db/text';
import { MottakError } from '@/lib/domain/errors';
import type { DraftContent, DraftStamp } from './draft-content';

/** Whose draft it is. Nobody but the call taker sees it. */
export type DraftOwner = { staffId: string; municipalityId: string };

export type DraftSaving = {
  id: string;
  stamp: DraftStamp;
  /** What this window read when it went on with a draft that another window had written. */
  continues?: DraftStamp | undefined;
  content: DraftContent;
};

/**
 * Keeps what the call taker has typed so far. Savings of one window that arrive out of order leave the latest.
 * @throws MottakError changed-meanwhile when another window went on with the draft, or when it is submitted (`fields.ref` then
 *   names the report); not-found when it is somebody else's
 */
export async function saveDraft(pool: pg.Pool, owner: DraftOwner, saving: DraftSaving, now: Date): Promise<{ savedAt: Date }> {
  const ref = await submittedAs(pool, owner.municipalityId, saving.id);
  if (ref) throw new MottakError('changed-meanwhile', { fields: { ref } });
  const { stamp, continues, content } = saving;
  const stored = JSON.stringify(storableJson({ ...stamp, note: content }));
  const values = [
    saving.id,
    owner.municipalityId,
    owner.staffId,
    stored,
    now,
    stamp.writer,
    stamp.seq,
    continues?.writer ?? null,
    continues?.seq ?? null,
  ];
  const saved = await pool.query(SAVE, values);
  if (saved.rowCount === 0) await explain(pool, owner, saving);
  return { savedAt: now };
}

/** The report that a phone note became, if it was submitted. */
async function submittedAs(pool: pg.Pool, municipalityId: string, draftId: string): Promise<string | null> {
  const found = await pool.query<{ ref: string }>(SUBMITTED, [municipalityId, draftId]);
  return found.rows[0]?.ref ?? null;
}

/** Nothing was written: a later saving of the same window is no failure, anything else is. */
async function explain(pool: pg.Pool, owner: DraftOwner, { id, stamp }: DraftSaving): Promise<void> {
  const found = await pool.query<{ staff_id: string; writer: string }>(
    "SELECT staff_id, content->>'writer' AS writer FROM phone_draft WHERE id = $1",
    [id],
  );
  const draft = found.rows[0];
  if (draft && draft.staff_id !== owner.staffId) throw new MottakError('not-found');
  if (draft?.writer !== stamp.writer) throw new MottakError('changed-meanwhile');
}

const SAVE = `
  INSERT INTO phone_draft AS d (id, municipality_id, staff_id, content, created_at, updated_at)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $5::timestamptz, $5::timestamptz)
  ON CONFLICT (id) DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at
  WHERE d.staff_id = excluded.staff_id AND d.municipality_id = excluded.municipality_id AND (
    (d.content->>'writer' = $6 AND (d.content->>'seq')::int <= $7::int)
    OR (d.content->>'writer' = $8 AND (d.content->>'seq')::int = $9::int))`;

const SUBMITTED = `
  SELECT r.ref FROM channel c JOIN arrival a ON a.channel_id = c.id JOIN report r ON r.arrival_id = a.id
  WHERE c.municipality_id = $1::uuid AND c.kind = 'phone' AND c.name = 'phone' AND a.external_id = $2`;
