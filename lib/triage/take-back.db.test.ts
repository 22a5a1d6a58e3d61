import { addDays, addMinutes } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { checkReports } from '@/lib/auditor/check-reports';
import { COUNTRIES, type Country } from '@/lib/domain/report';
import { readReport } from '@/lib/intake/read-report';
import { sampleMail } from '@/lib/testing/sample-mail';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { acknowledge } from './acknowledge';
import { assess } from './assess';
import { takeBack } from './take-back';

const db = useTestDatabase();
const received = new Date('2026-11-02T10:00:00Z');
const at = addMinutes(received, 5);
const later = addMinutes(received, 9);

/** An auto-reply that Mottak proposes to be none, and a person who agreed. */
async function agreed(country: Country = 'dk') {
  const made = await receiveForTriage(db(), received, country, { raw: sampleMail(45) });
  await readReport(made.deps, made.reportId, addMinutes(received, 1));
  const before = await made.report();
  await assess(made.deps, made.as(made.cast.owner), made.ref, { outcome: 'not_a_report', reason: 'x' }, at);
  return { ...made, before };
}

describe('agreeing that something is no report', () => {
  it('is proposed for an auto-reply, which stays in the queue until a person agrees', async () => {
    const { before, report } = await agreed();
    expect(before).toMatchObject({ urgency: 'not_a_report', state: 'unacknowledged' });
    expect(await report()).toMatchObject({ state: 'assessed', outcome: 'not_a_report' });
  });

  it.each(COUNTRIES)(
    'can be taken back in %s: nobody has it, its duties are owed as before, its ladders climb, and the auditor agrees',
    async (country) => {
      const { deps, as, cast, ref, reportId, report, ladder, before } = await agreed(country);
      await takeBack(deps, as(cast.owner), ref, {}, later);
      const after = await report();
      expect(after).toMatchObject({
        state: 'unacknowledged',
        outcome: null,
        assessedAt: null,
        acknowledgedById: null,
        dueAt: before.dueAt,
      });
      expect(after.deadlines).toEqual(before.deadlines);
      expect(await ladder()).toMatchObject({ round: 1, startedAt: later, stoppedAt: null });
      const checked = await checkReports(db().pool, [reportId], later);
      expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
    },
  );

  it('can be taken back by nobody else, not the day after, and not an assessment of another outcome', async () => {
    const { deps, as, cast, ref } = await agreed();
    await expect(takeBack(deps, as(cast.colleague), ref, {}, later)).rejects.toMatchObject({ code: 'not-to-undo' });
    await expect(takeBack(deps, as(cast.owner), ref, {}, addDays(later, 1))).rejects.toMatchObject({ code: 'not-to-undo' });
    await expect(takeBack(deps, as(cast.outsider), ref, {}, later)).rejects.toMatchObject({ code: 'not-found' });
    const other = await receiveForTriage(db(), received);
    await acknowledge(other.deps, other.as(other.cast.owner), other.ref, {}, at);
    await expect(takeBack(other.deps, other.as(other.cast.owner), other.ref, {}, later)).rejects.toMatchObject({
      code: 'already-acknowledged',
    });
    await assess(other.deps, other.as(other.cast.owner), other.ref, { outcome: 'open_inquiry', reason: 'x' }, at);
    await expect(takeBack(other.deps, other.as(other.cast.owner), other.ref, {}, later)).rejects.toMatchObject({ code: 'not-to-undo' });
  });
});
