import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { COUNTRIES } from '@/lib/domain/report';
import { LOCALES } from '@/lib/i18n/locales';

const schema = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  country: z.enum(COUNTRIES),
  locale: z.enum(LOCALES).catch('en'),
  timeZone: z.string(),
  phone: z.string(),
});

/** What everybody may know of a municipality that receives reports by form. */
export type PublicFacts = z.infer<typeof schema>;

/** `fresh` is false when the database did not answer and the facts are the last that were known. */
export type KnownFacts = { municipalities: PublicFacts[]; fresh: boolean };

const QUERY = {
  text: `SELECT m.id, m.slug, m.name, m.country, m.locale, m.time_zone AS "timeZone", m.phone
    FROM municipality m WHERE EXISTS (SELECT FROM channel c WHERE c.municipality_id = m.id AND c.kind = 'form') ORDER BY m.name`,
  // Somebody waits at a form: a database that is silent for so long counts as gone.
  query_timeout: 4000,
};

const holder = globalThis as { mottakPublicFacts?: Map<string, PublicFacts[]> };

/**
 * The municipalities with a form. Kept in memory and in DATA_DIR/public-facts.json, so that the page can still name the telephone
 * number when the database is gone, also after a restart.
 */
export async function publicFacts(pool: pg.Pool, dataDir: string): Promise<KnownFacts> {
  holder.mottakPublicFacts ??= new Map();
  const file = path.join(/* turbopackIgnore: true */ dataDir, 'public-facts.json');
  try {
    const municipalities = z.array(schema).parse((await pool.query(QUERY)).rows);
    await remember(holder.mottakPublicFacts, file, municipalities);
    return { municipalities, fresh: true };
  } catch {
    return { municipalities: holder.mottakPublicFacts.get(file) ?? (await readKept(file)), fresh: false };
  }
}

async function remember(memory: Map<string, PublicFacts[]>, file: string, municipalities: PublicFacts[]): Promise<void> {
  const text = JSON.stringify(municipalities, null, 2);
  if (JSON.stringify(memory.get(file), null, 2) === text) return;
  memory.set(file, municipalities);
  const temporary = `${file}.${process.pid}`;
  // A folder that cannot be written costs the number after a restart without a database, not the form.
  await writeFile(temporary, text)
    .then(() => rename(temporary, file))
    .catch(() => undefined);
}

async function readKept(file: string): Promise<PublicFacts[]> {
  return readFile(file, 'utf8')
    .then((text) => z.array(schema).parse(JSON.parse(text)))
    .catch(() => []);
}
