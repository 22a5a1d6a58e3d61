import { appendMunicipalityAudit } from '@/lib/db/append-municipality-audit';
import { Prisma } from '@/lib/db/generated/client';
import { storable } from '@/lib/db/text';
import { may } from '@/lib/domain/access';
import { MottakError } from '@/lib/domain/errors';
import type { OutOfHours } from '@/lib/domain/escalation/recipients';
import { telephoneNumber } from '@/lib/domain/means';
import type { PolicyDeps, PolicyEditor } from './change-policy';

/** As typed; all empty: there is no such service. */
export type OutOfHoursInput = { name: string; email: string; mobile: string };

const LONGEST = 200;
/** Enough to catch a slip; whether the address exists only a mail can tell. */
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

/**
 * Names the service that answers for the municipality at night, or says that there is none. Holds at once, for running reports too:
 * the policy says that the service is told, and this says who that is.
 * @throws MottakError not-allowed; invalid-input with a code for each field at fault
 */
export async function changeOutOfHours(
  { prisma, notifyChange }: Pick<PolicyDeps, 'prisma' | 'notifyChange'>,
  { staffId, role, municipality: { id, country } }: PolicyEditor,
  typed: OutOfHoursInput,
  now: Date,
): Promise<{ outOfHours: OutOfHours | null }> {
  if (!may(role, 'policy.edit')) throw new MottakError('not-allowed');
  const [name, email, number] = [typed.name, typed.email, typed.mobile].map((text) => storable(text.trim())) as [string, string, string];
  const mobile = number === '' ? null : telephoneNumber(number, country);
  const isNone = name === '' && email === '' && number === '';
  const fields = isNone ? {} : faults(name, email, number, mobile);
  if (Object.keys(fields).length > 0) throw new MottakError('invalid-input', { fields });
  const outOfHours = isNone ? null : { name, email: email || null, mobile };
  await prisma.$transaction(async (tx) => {
    await tx.municipality.update({ where: { id }, data: { outOfHours: outOfHours ?? Prisma.DbNull } });
    const detail = { outOfHours };
    await appendMunicipalityAudit(tx, id, { at: now, actor: staffId, action: 'escalation.out-of-hours-changed', detail });
  });
  notifyChange(id);
  return { outOfHours };
}

function faults(name: string, email: string, number: string, mobile: string | null): Record<string, string> {
  return {
    ...(name === '' ? { name: 'required' } : {}),
    ...(email === '' && number === '' ? { email: 'no-way-to-reach' } : {}),
    ...(email !== '' && !ADDRESS.test(email) ? { email: 'no-mail-address' } : {}),
    ...(number !== '' && mobile === null ? { mobile: 'no-telephone-number' } : {}),
    ...Object.fromEntries(
      Object.entries({ name, email, mobile: number }).flatMap(([key, text]) => (text.length > LONGEST ? [[key, 'too-long']] : [])),
    ),
  };
}
