import type { Db, Tx } from '@/lib/db/client';
import type { AlarmCode } from '@/lib/domain/alarm';
import type { Finding } from '@/lib/domain/auditor/facts';
import { clearAlarm } from '@/lib/health/clear-alarm';
import { raiseAlarm } from '@/lib/health/raise-alarm';

/** So many alarms of one code in one municipality have one cause: the rest of a run is told as a number. */
const ALARMS_PER_CODE = 50;
const MORE = 'more';

/** How many findings of one code one municipality has had in this run, by `municipality code`. */
export type Tally = Map<string, number>;

/** What was checked: reports by their references, or the municipality's own log. */
export type Checked = { municipalityId: string; refs: readonly string[] | 'log' };

/**
 * Raises an alarm for each finding, and clears those of the auditor about what was checked and found in order. What an administrator
 * has settled stays settled.
 * @param tally counts on
 * @returns the findings that nobody has settled
 */
export async function settleFindings(
  prisma: Db,
  checked: Checked,
  findings: readonly Finding[],
  tally: Tally,
  now: Date,
): Promise<Finding[]> {
  const { municipalityId } = checked;
  const where = { municipalityId, settledReason: { not: null }, key: { in: findings.map(keyOf) } };
  const rows = findings.length === 0 ? [] : await prisma.alarm.findMany({ where, select: { code: true, key: true } });
  const settled = new Set(rows.map(({ code, key }) => `${code} ${key}`));
  const open = findings.filter((finding) => !settled.has(nameOf(finding)));
  const loud = open.filter((finding) => count(tally, municipalityId, finding) <= ALARMS_PER_CODE);
  await prisma.$transaction((tx) => writeAlarms(tx, checked, open, loud, now), TRANSACTION);
  return open;
}

/** At the end of a run: one alarm for all that are too many to have one each. A run that was cut off clears none. */
export async function settleRest(prisma: Db, municipalityId: string, tally: Tally, complete: boolean, now: Date): Promise<void> {
  await prisma.$transaction(async (tx) => {
    for (const code of FINDING_ALARMS) {
      const rest = (tally.get(`${municipalityId} ${code}`) ?? 0) - ALARMS_PER_CODE;
      if (rest > 0) await raiseAlarm(tx, { municipalityId, code, key: MORE, detail: { count: rest } }, now);
      else if (complete) await clearAlarm(tx, municipalityId, code, MORE, now);
    }
  }, TRANSACTION);
}

/** Fifty alarms with their entries in a log are some hundred statements. */
const TRANSACTION = { timeout: 60_000, maxWait: 20_000 };

async function writeAlarms(
  tx: Tx,
  { municipalityId, refs }: Checked,
  open: readonly Finding[],
  loud: readonly Finding[],
  now: Date,
): Promise<void> {
  const still = new Set(open.map(nameOf));
  const standing = await tx.alarm.findMany({
    where: { municipalityId, clearedAt: null, code: { in: [...FINDING_ALARMS] }, key: { not: MORE } },
    select: { code: true, key: true, detail: true },
  });
  for (const { code, key, detail } of standing) {
    const { ref = null } = detail as { ref?: string | null };
    const wasChecked = refs === 'log' ? ref === null : ref !== null && refs.includes(ref);
    if (wasChecked && !still.has(`${code} ${key}`)) await clearAlarm(tx, municipalityId, code as AlarmCode, key, now);
  }
  for (const finding of loud) {
    const { ref, where } = finding;
    const detail = ref === null ? { where } : { ref, where };
    await raiseAlarm(tx, { municipalityId, code: codeOf(finding), key: keyOf(finding), detail }, now);
  }
}

function count(tally: Tally, municipalityId: string, finding: Finding): number {
  const name = `${municipalityId} ${codeOf(finding)}`;
  const counted = (tally.get(name) ?? 0) + 1;
  tally.set(name, counted);
  return counted;
}

const FINDING_ALARMS: ReadonlySet<AlarmCode> = new Set<AlarmCode>([
  'audit-step-missing',
  'audit-step-extra',
  'audit-notice-missing',
  'audit-notice-unsent',
  'audit-deadline-moved',
  'audit-deadline-missing',
  'audit-ladder-still',
  'audit-chain-broken',
]);

function codeOf({ code }: Finding): AlarmCode {
  return `audit-${code}`;
}

function nameOf(finding: Finding): string {
  return `${codeOf(finding)} ${keyOf(finding)}`;
}

function keyOf({ ref, where }: Finding): string {
  return `${ref ?? ''}/${where}`;
}
