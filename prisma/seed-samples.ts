import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { subMinutes } from 'date-fns';
import { mailExternalId } from '@/lib/channels/email/external-id';
import { routeRecipients } from '@/lib/channels/email/route-recipient';
import { toIncoming } from '@/lib/channels/phone/phone-note';
import { systemClock } from '@/lib/clock';
import type { Database } from '@/lib/db/client';
import type { Municipality, Staff } from '@/lib/db/generated/client';
import { sweep } from '@/lib/deadlines/sweep';
import type { IncomingReport } from '@/lib/intake/incoming-report';
import { readReport } from '@/lib/intake/read-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { openJobs } from '@/lib/jobs/definitions';
import { acknowledge } from '@/lib/triage/acknowledge';
import { assess } from '@/lib/triage/assess';
import { assign } from '@/lib/triage/assign';

/** What a sample is before it has a time: the demo moves all of them to the last days, so that the queue looks like a working day. */
type Sample = (receivedAt: Date) => IncomingReport;
type Place = Municipality & { staff: Staff[] };

const SAMPLES = path.resolve(import.meta.dirname, '../samples');
/** Minutes since receipt of the newest reports; the older ones follow, two hours apart. */
const AGES = [4, 17, 38, 66, 110, 170, 250, 330, 430, 560, 700, 840, 980, 1120, 1260, 1350, 1400, 1530, 1620];
const OLDER_STEP = 125;
const DAY = 1440;

/** Puts the sample mails, forms, phone notes and letters through the one door, reads them, and lets the cast work on some. */
export async function seedSamples(database: Database): Promise<void> {
  const now = systemClock();
  const jobs = openJobs(database.url, 'sender');
  await jobs.start();
  const deps = { prisma: database.prisma, pool: database.pool, jobs, notifyChange: () => undefined };
  const door = { pool: database.pool, jobs, notifyChange: () => undefined };
  const places = await database.prisma.municipality.findMany({
    include: { staff: { orderBy: { createdAt: 'asc' } } },
    orderBy: { createdAt: 'asc' },
  });
  for (const [slug, samples] of samplesByPlace(places)) {
    const place = places.find((one) => one.slug === slug);
    if (!place) continue;
    for (const [index, sample] of samples.entries()) {
      const age = AGES[index] ?? (AGES.at(-1) ?? 0) + (index - AGES.length + 1) * OLDER_STEP;
      const receivedAt = subMinutes(now, age);
      const receipt = await receiveReport(door, sample(receivedAt), receivedAt);
      await readReport(deps, receipt.reportId, receivedAt);
      await actOn(deps, place, receipt.ref, index, age, receivedAt);
    }
  }
  // As if the worker had been running: each step fires at its time instead of late at the first start.
  for (let due = await nextStep(database); due && due <= now; due = await nextStep(database)) await sweep(deps, due);
  await jobs.stop({ graceful: false });
}

async function nextStep({ prisma }: Database): Promise<Date | null> {
  return (await prisma.ladder.aggregate({ _min: { nextStepAt: true } }))._min.nextStepAt;
}

type Deps = Parameters<typeof acknowledge>[0];

/** What is older than a day was assessed, but for two that show what overdue looks like; of the newer ones somebody has taken some. */
async function actOn(deps: Deps, place: Place, ref: string, index: number, age: number, receivedAt: Date): Promise<void> {
  const caseworkers = place.staff.filter((one) => one.role === 'caseworker');
  const who = caseworkers[index % caseworkers.length];
  const overdue = age > DAY && index < AGES.length;
  if (!who || overdue || age < 60) return;
  const actor = { staffId: who.id, municipality: { id: place.id, country: place.country, timeZone: place.timeZone } };
  const soon = new Date(receivedAt.getTime() + (12 + (index % 5) * 7) * 60_000);
  if (age <= DAY && index % 3 === 0) return;
  await acknowledge(deps, actor, ref, {}, soon);
  if (age <= DAY && index % 2 === 0) await assign(deps, actor, ref, { staffId: who.id }, soon);
  if (age <= DAY) return;
  const later = new Date(soon.getTime() + 3 * 3_600_000);
  await assess(
    deps,
    actor,
    ref,
    { outcome: index % 4 === 0 ? 'close_without_inquiry' : 'open_inquiry', reason: REASON[place.country] },
    later,
  );
}

const REASON = {
  dk: 'Vurderet efter samtale med underretter. Barnet er i sikkerhed i dag.',
  no: 'Vurdert etter samtale med melder. Barnet er trygt i dag.',
  se: 'Bedömd efter samtal med anmälaren. Barnet är i säkerhet i dag.',
} as const;

/** The samples of each municipality, the channels mixed as on a real day. */
function samplesByPlace(places: Place[]): Map<string, Sample[]> {
  const found = new Map<string, Sample[][]>(places.map(({ slug }) => [slug, []]));
  for (const kind of [mails(places), forms(places), phoneNotes(places), letters(places)]) {
    for (const place of places) found.get(place.slug)?.push(kind.filter(([slug]) => slug === place.slug).map(([, sample]) => sample));
  }
  return new Map([...found].map(([slug, kinds]) => [slug, mix(kinds)]));
}

/** Takes from each list in proportion to its length. */
function mix(lists: Sample[][]): Sample[] {
  const placed = lists.flatMap((list) => list.map((sample, index) => ({ sample, at: (index + 0.5) / list.length })));
  return placed.sort((a, b) => a.at - b.at).map(({ sample }) => sample);
}

function read(folder: string, ending: string): { name: string; raw: Buffer }[] {
  const names = readdirSync(path.join(SAMPLES, folder)).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => ({ name, raw: readFileSync(path.join(SAMPLES, folder, name)) }));
}

function mails(places: Place[]): [string, Sample][] {
  return read('mail', '.eml').flatMap(({ raw }) =>
    routeRecipients(raw, [], places).map(({ municipalityId, flags }): [string, Sample] => [
      places.find(({ id }) => id === municipalityId)?.slug ?? '',
      (receivedAt) => ({
        municipalityId,
        channel: { kind: 'email', name: 'email' },
        externalId: mailExternalId(raw),
        raw,
        mediaType: 'message/rfc822',
        envelope: { sample: true },
        receivedAt,
        receivedAtSource: 'sample',
        flags,
      }),
    ]),
  );
}

function forms(places: Place[]): [string, Sample][] {
  return read('forms', '.json').map(({ name, raw }) => {
    const place = placeOf(places, name.includes('-dk-') ? 'dk' : name.includes('-no-') ? 'no' : 'se');
    return [
      place.slug,
      (receivedAt) => ({
        ...plain(place, 'form', name, raw, 'application/json', receivedAt),
        envelope: { municipalityLocale: place.locale },
      }),
    ];
  });
}

function letters(places: Place[]): [string, Sample][] {
  return read('letters', '.pdf').map(({ name, raw }) => {
    const place = placeOf(places, name.includes('-da-') ? 'dk' : name.includes('-sv-') ? 'se' : 'no');
    return [
      place.slug,
      (receivedAt) => ({ ...plain(place, 'letter', name, raw, 'application/pdf', receivedAt), envelope: { fileName: name } }),
    ];
  });
}

function plain(place: Place, kind: 'form' | 'letter', name: string, raw: Buffer, mediaType: string, receivedAt: Date): IncomingReport {
  return {
    municipalityId: place.id,
    channel: { kind, name: kind },
    externalId: `sample-${name}`,
    raw,
    mediaType,
    envelope: { sample: true },
    receivedAt,
    receivedAtSource: 'sample',
  };
}

type PhoneSample = {
  caller: { kind: string; name: string | null; phone: string | null; anonymous: boolean };
  child: Record<'name' | 'birth_date' | 'national_id' | 'address' | 'school_or_daycare' | 'whereabouts_now', string | null>;
  notes: string;
};

function phoneNotes(places: Place[]): [string, Sample][] {
  return read('phone', '.json').map(({ name, raw }) => {
    const place = placeOf(places, name.includes('-da') ? 'dk' : name.includes('-sv') ? 'se' : 'no');
    const taker = place.staff.find((one) => one.dutyOfficer) ?? place.staff[0];
    const sample = JSON.parse(raw.toString('utf8')) as PhoneSample;
    return [
      place.slug,
      (receivedAt) =>
        toIncoming(place.id, `sample-${name}`, {
          calledAt: receivedAt.toISOString(),
          notedAt: receivedAt.toISOString(),
          callTaker: { staffId: taker?.id ?? '', name: taker?.name ?? '' },
          caller: {
            kind: callerKind(sample.caller.kind),
            anonymous: sample.caller.anonymous,
            name: sample.caller.name ?? undefined,
            phone: sample.caller.phone ?? undefined,
          },
          children: [
            {
              name: sample.child.name ?? undefined,
              nationalId: sample.child.national_id ?? undefined,
              birthDate: sample.child.birth_date ?? undefined,
              address: sample.child.address ?? undefined,
              whereabouts: sample.child.whereabouts_now ?? undefined,
              school: sample.child.school_or_daycare ?? undefined,
            },
          ],
          text: sample.notes,
        }),
    ];
  });
}

function callerKind(kind: string): 'private' | 'professional' | 'child' | 'parent' | 'unknown' {
  if (/child/.test(kind)) return 'child';
  if (/parent/.test(kind)) return 'parent';
  return /professional|school|health|police|tradesperson/.test(kind) ? 'professional' : 'private';
}

function placeOf(places: Place[], country: 'dk' | 'no' | 'se'): Place {
  const place = places.find((one) => one.country === country);
  if (!place) throw new Error(`The demo has no municipality in ${country}.`);
  return place;
}
