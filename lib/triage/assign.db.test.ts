import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing/test-database';
import { receiveForTriage } from '@/lib/testing/triage';
import { assign } from './assign';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:07:00Z');

describe('assigning', () => {
  it('the log tells who had the report before and who has it now', async () => {
    const { cast, ref, deps, trail, as } = await receiveForTriage(db(), now);
    await assign(deps, as(cast.owner), ref, { staffId: cast.colleague.id }, now);
    await assign(deps, as(cast.supervisor), ref, { staffId: null }, now);
    expect((await trail()).slice(1).map(({ detail }) => detail)).toEqual([
      { from: null, to: cast.colleague.id },
      { from: cast.colleague.id, to: null },
    ]);
  });

  it('who saw an older report than the one that is does not overwrite a colleague', async () => {
    const { cast, ref, deps, report, as } = await receiveForTriage(db(), now);
    const { version } = await report();
    const tries = [cast.owner, cast.colleague].map((person) => assign(deps, as(person), ref, { staffId: person.id, version }, now));
    const codes = (await Promise.allSettled(tries)).map((result) => (result.status === 'rejected' ? result.reason.code : 'done')).sort();
    expect(codes).toEqual(['changed-meanwhile', 'done']);
  });

  it('only a person of this municipality who may act on reports can have one', async () => {
    const { cast, ref, deps, report, as } = await receiveForTriage(db(), now);
    for (const person of [cast.outsider, cast.administrator]) {
      await expect(assign(deps, as(cast.owner), ref, { staffId: person.id }, now)).rejects.toMatchObject({
        code: 'invalid-input',
        fields: { staffId: 'unknown' },
      });
    }
    expect((await report()).assignedToId).toBeNull();
  });
});
