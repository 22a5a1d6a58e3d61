import { ACKNOWLEDGE } from '@/lib/domain/escalation/policy';
import type { Country } from '@/lib/domain/report';
import type { IncomingReport } from '@/lib/intake/incoming-report';
import { receiveReport } from '@/lib/intake/receive-report';
import type { Actor, TriageDeps } from '@/lib/triage/act-on-report';
import { makeIncoming } from './make-report';
import { type Cast, createCast, type TestDatabase } from './test-database';

type Person = { id: string; municipalityId: string };

/** A cast, a received report, and what the use cases of triage ask for. */
export async function receiveForTriage(db: TestDatabase, receivedAt: Date, country: Country = 'dk', changes: Partial<IncomingReport> = {}) {
  const cast = await createCast(db, country);
  const { ref, reportId } = await receiveReport(db.door, makeIncoming(cast.municipality.id, { receivedAt, ...changes }), receivedAt);
  const deps: TriageDeps = { prisma: db.prisma, notifyChange: db.door.notifyChange };
  const report = () =>
    db.prisma.report.findUniqueOrThrow({ where: { id: reportId }, include: { deadlines: { orderBy: { rule: 'asc' } } } });
  const ladder = (clock = ACKNOWLEDGE) => db.prisma.ladder.findUniqueOrThrow({ where: { reportId_clock: { reportId, clock } } });
  const trail = () => db.prisma.auditEntry.findMany({ where: { reportId }, orderBy: { id: 'asc' } });
  return { cast, ref, reportId, deps, report, ladder, trail, as: (person: Person): Actor => actorOf(cast, person) };
}

function actorOf({ municipality, otherMunicipality }: Cast, person: Person): Actor {
  const { id, country, timeZone } = person.municipalityId === municipality.id ? municipality : otherMunicipality;
  return { staffId: person.id, municipality: { id, country, timeZone } };
}
