import type { Role } from '../access';
import { type ContactPoints, MEANS, type Means, reachable } from '../means';
import type { PolicyStep, Tell } from './policy';

/** An active member of staff, as far as a step asks. */
export type StaffMember = { id: string; role: Role; unitId: string | null; absent: boolean; contact: ContactPoints };

/** The service that answers at night; outside the staff. */
export type OutOfHours = { name: string; email?: string | null; mobile?: string | null };

/** Who there is in a municipality at an instant. */
export type People = {
  staff: readonly StaffMember[];
  /** Staff ids, the first layer's person first. */
  onDuty: readonly string[];
  outOfHours: OutOfHours | null;
  /** By unit: the one above it. */
  nextUnits: ReadonlyMap<string, string | null>;
};

/** What of a report decides whom its steps tell. */
export type Held = { unitId: string | null; acknowledgedById: string | null; assignedToId: string | null };

/** Somebody to tell. `key`: a staff id, or the address of somebody outside the staff. */
export type Addressee = { key: string; staffId: string | null; label: string | null; audience: Audience; contact: ContactPoints };

/** As what somebody is told. */
export type Audience = 'on-duty' | 'holder' | 'caseworker' | 'supervisor' | 'administrator' | 'staff' | 'next-unit' | 'out-of-hours';

/** Somebody to tell, and by what. */
type Recipient = Addressee & { means: Means[] };

/** `gaps`: audiences of the step that reach nobody. `fallback`: who is told since the step's own audiences all are such. */
export type Recipients = { people: Recipient[]; gaps: Audience[]; fallback: 'supervisor' | 'administrator' | 'nobody' | null };

/**
 * Whom a step tells, each person once, and by which of the step's means. An audience that reaches nobody is skipped; when none is left,
 * the supervisors are told, else the administrators: a step never passes unsaid while somebody works there.
 * @param configured the means that this installation has
 */
export function recipientsOf(
  step: Pick<PolicyStep, 'tell' | 'means'>,
  people: People,
  held: Held,
  configured: readonly Means[],
): Recipients {
  const reached = (found: Addressee[]) =>
    found.map((one) => ({ ...one, means: meansFor(step, one, configured) })).filter(({ means }) => means.length > 0);
  const found = step.tell.map((tell) => ({ audience: audienceOf(tell), people: reached(resolve(tell, people, held)) }));
  const gaps = [...new Set(found.filter((one) => one.people.length === 0).map(({ audience }) => audience))];
  const told = unique(found.flatMap((one) => one.people));
  if (told.length > 0) return { people: told, gaps, fallback: null };
  for (const role of ['supervisor', 'administrator'] as const) {
    const above = reached(withRole(people, role));
    if (above.length > 0) return { people: above, gaps, fallback: role };
  }
  return { people: [], gaps, fallback: 'nobody' };
}

/** Whom none of the step's means reaches is told by the first other one that does. */
function meansFor(step: Pick<PolicyStep, 'means'>, person: Addressee, configured: readonly Means[]): Means[] {
  const by = (wanted: readonly Means[]) => reachable(person.contact, wanted, configured).filter((means) => addressBy(means, person) !== '');
  const wanted = by(step.means);
  return wanted.length > 0 ? wanted : by(MEANS).slice(0, 1);
}

/** Where a notice by these means goes: a mail address, a telephone number, or for web push the person's id. */
export function addressBy(means: Means, { key, contact }: Addressee): string {
  if (means === 'email') return contact.email;
  return means === 'push' ? key : (contact.mobile ?? '');
}

/** As what a target of a step is told. */
export function audienceOf(tell: Tell): Audience {
  return tell.kind === 'role' ? tell.role : tell.kind;
}

function resolve(tell: Tell, people: People, held: Held): Addressee[] {
  switch (tell.kind) {
    case 'on-duty':
      return onDuty(people);
    case 'holder':
      return present(people, held.acknowledgedById ?? held.assignedToId, 'holder') ?? onDuty(people);
    case 'role':
      return withRole(people, tell.role);
    case 'staff':
      return present(people, tell.staffId, 'staff') ?? [];
    case 'next-unit':
      return nextUnit(people, held);
    case 'out-of-hours':
      return outOfHours(people.outOfHours);
  }
}

function onDuty({ staff, onDuty: ids }: People): Addressee[] {
  return ids.flatMap((id) => staff.filter((person) => person.id === id).map((person) => addressee(person, 'on-duty')));
}

/** Undefined when the person has left or is absent. */
function present({ staff }: People, id: string | null, audience: Audience): Addressee[] | undefined {
  const found = staff.find((person) => person.id === id && !person.absent);
  return found && [addressee(found, audience)];
}

/** Those of a role who are there; when all are absent, all of them. */
function withRole(
  { staff }: People,
  role: Role,
  of: (person: StaffMember) => boolean = () => true,
  audience: Audience = role,
): Addressee[] {
  const all = staff.filter((person) => person.role === role && of(person));
  const there = all.filter((person) => !person.absent);
  return (there.length > 0 ? there : all).map((person) => addressee(person, audience));
}

function nextUnit(people: People, { unitId }: Held): Addressee[] {
  const next = unitId === null ? null : people.nextUnits.get(unitId);
  const theirs = next ? withRole(people, 'supervisor', (person) => person.unitId === next, 'next-unit') : [];
  return theirs.length > 0 ? theirs : withRole(people, 'supervisor');
}

function outOfHours(service: OutOfHours | null): Addressee[] {
  const key = service?.email || service?.mobile;
  if (!service || !key) return [];
  const contact = { email: service.email ?? '', mobile: service.mobile ?? null, subscriptions: 0 };
  return [{ key, staffId: null, label: service.name, audience: 'out-of-hours', contact }];
}

function addressee({ id, contact }: StaffMember, audience: Audience): Addressee {
  return { key: id, staffId: id, label: null, audience, contact };
}

function unique(people: Recipient[]): Recipient[] {
  return people.filter(({ key }, index) => people.findIndex((other) => other.key === key) === index);
}
