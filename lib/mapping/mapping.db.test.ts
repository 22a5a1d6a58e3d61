import { describe, expect, it } from 'vitest';
import { may } from '@/lib/domain/access';
import { isSenderPattern, matchesSender } from '@/lib/domain/field-mapping';
import { readReport } from '@/lib/intake/read-report';
import { receiveReport } from '@/lib/intake/receive-report';
import { makeIncoming } from '@/lib/testing/make-report';
import { createCast, useTestDatabase } from '@/lib/testing/test-database';
import { changeMapping, type MappingInput, removeMapping } from './change-mapping';
import { listMappings } from './list-mappings';
import { tryMapping } from './try-mapping';

const db = useTestDatabase();
const now = new Date('2026-11-02T10:00:00Z');
const FORM = [
  'Elevens kaldenavn: Signe Prøve',
  'Sagsnummer CPR: 010203-4555',
  'Hvem skriver: Kari Melder',
  'Haster det: Ja',
  'Peter: slår hende',
];
const FIELDS: MappingInput['fields'] = [
  { label: 'Elevens kaldenavn', field: 'child.name' },
  { label: 'sagsnummer  CPR', field: 'child.nationalId' },
  { label: 'Hvem skriver', field: 'notifier.name' },
  { label: 'Haster det', field: 'danger' },
];
const INPUT: MappingInput = { senderPattern: ' *@Forms.vendor.example ', fields: FIELDS };

async function setUp() {
  const cast = await createCast(db());
  const actor = { staffId: cast.administrator.id, municipality: { id: cast.municipality.id } };
  const arrive = async (lines: string[], from = 'noreply@forms.vendor.example') => {
    const raw = Buffer.from([`From: ${from}`, 'Subject: x', 'Content-Type: text/plain; charset=utf-8', '', ...lines, ''].join('\r\n'));
    const { reportId, ref } = await receiveReport(db().door, makeIncoming(cast.municipality.id, { raw }), now);
    await readReport({ prisma: db().prisma, notifyChange: () => undefined }, reportId, now);
    return { reportId, ref };
  };
  return { cast, actor, arrive };
}
const load = (id: string) => db().prisma.report.findUniqueOrThrow({ where: { id }, include: { children: true } });

describe('a mapping of form fields', () => {
  it('gives the fields of what is read from then on to the report; what was read before stays', async () => {
    const { actor, arrive } = await setUp();
    const before = await arrive(FORM);
    await changeMapping(db().prisma, actor, INPUT, now);
    const after = await arrive(FORM);
    expect((await load(before.reportId)).children).toEqual([]);
    expect(await load(after.reportId)).toMatchObject({
      children: [{ name: 'Signe Prøve', nationalId: '010203-4555' }],
      notifier: { name: 'Kari Melder' },
      urgency: 'acute',
    });
  });

  it('holds for its own sender and municipality only', async () => {
    const { actor, arrive } = await setUp();
    const other = await setUp();
    await changeMapping(db().prisma, actor, INPUT, now);
    for (const { reportId } of [await arrive(FORM, 'a@other.example'), await other.arrive(FORM)])
      expect((await load(reportId)).children).toEqual([]);
  });

  it('is kept with who changed it, in the log too; a second person on an old screen is told', async () => {
    const { actor, cast } = await setUp();
    await changeMapping(db().prisma, actor, INPUT, now);
    const [listed] = await listMappings(db().prisma, cast.municipality.id);
    expect(listed).toMatchObject({ senderPattern: '*@forms.vendor.example', version: 1, changedBy: 'administrator' });
    const { id = '', version = 0 } = listed ?? {};
    await changeMapping(db().prisma, actor, { ...INPUT, id, version, fields: FIELDS.slice(0, 1) }, now);
    await expect(changeMapping(db().prisma, actor, { ...INPUT, id, version }, now)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    await expect(changeMapping(db().prisma, actor, INPUT, now)).rejects.toMatchObject({ fields: { senderPattern: 'taken' } });
    await expect(
      removeMapping(db().prisma, { ...actor, municipality: { id: cast.otherMunicipality.id } }, { id, version: 2 }, now),
    ).rejects.toMatchObject({ code: 'not-found' });
    await removeMapping(db().prisma, actor, { id, version: 2 }, now);
    const log = await db().prisma.auditEntry.findMany({
      where: { municipalityId: cast.municipality.id, action: { startsWith: 'mapping.' } },
      orderBy: { id: 'asc' },
    });
    expect(log.map(({ action }) => action)).toEqual(['mapping.changed', 'mapping.changed', 'mapping.removed']);
  });

  it.each([
    [{ ...INPUT, senderPattern: '*@*' }, 'senderPattern'],
    [{ ...INPUT, senderPattern: 'vendor' }, 'senderPattern'],
    [{ ...INPUT, fields: [] }, 'fields'],
    [{ ...INPUT, fields: [{ label: ' - ', field: 'child.name' as const }] }, 'fields'],
  ])('that says nothing is refused', async (input, field) => {
    const { actor } = await setUp();
    await expect(changeMapping(db().prisma, actor, input, now)).rejects.toMatchObject({
      code: 'invalid-input',
      fields: { [field]: 'wrong' },
    });
  });

  it('belongs to administrators', () => {
    expect(['caseworker', 'supervisor', 'administrator'].map((role) => may(role as 'caseworker', 'mapping.edit'))).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('trying a mapping on a stored mail', () => {
  it('shows labels and lengths and nothing that the mail says; a label of this mail only is counted, and the look is logged', async () => {
    const { actor, arrive } = await setUp();
    await arrive(['Elevens kaldenavn: Ida', 'Skole: Ådalen', 'Haster det: Nej']);
    const { ref, reportId } = await arrive([...FORM, 'Skole: Åskolen']);
    const tried = await tryMapping(db().prisma, actor, { ...INPUT, ref, fields: FIELDS.slice(0, 1) }, now);
    expect(tried.labels).toEqual([
      { label: 'Elevens kaldenavn', field: 'child.name', length: 11 },
      { label: 'Haster det', field: null, length: 2 },
      { label: 'Skole', field: null, length: 7 },
    ]);
    expect(tried.hidden).toBe(3);
    expect(JSON.stringify(tried)).not.toMatch(/Signe|Peter|Åskolen/);
    expect(await db().prisma.auditEntry.count({ where: { reportId, action: 'report.mapping-tried', actor: actor.staffId } })).toBe(1);
  });

  it('of another sender or another municipality is refused', async () => {
    const { actor, arrive } = await setUp();
    const { ref } = await arrive(FORM, 'a@other.example');
    await expect(tryMapping(db().prisma, actor, { ...INPUT, ref }, now)).rejects.toMatchObject({ fields: { ref: 'other-sender' } });
    const elsewhere = (await setUp()).actor;
    await expect(tryMapping(db().prisma, elsewhere, { ...INPUT, ref }, now)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a pattern of senders', () => {
  it('is an address in which * stands for anything but never for all domains', () => {
    expect(
      ['*@a.example', 'no*@a.example', 'x@a.example', '*@*.example', '*', '@a.example ', 'a b@c.example'].map(isSenderPattern),
    ).toEqual([true, true, true, false, false, false, false]);
    expect([
      matchesSender('no*@a.example', 'NoReply@A.example'),
      matchesSender('*@a.example', 'x@b@a.example'),
      matchesSender('*@a.example', 'x@aXexample'),
    ]).toEqual([true, false, false]);
  });
});
