import { z } from 'zod';
import { ROLES } from '@/lib/domain/access';
import type { Policy } from '@/lib/domain/escalation/policy';
import { MEANS } from '@/lib/domain/means';
import { URGENCIES } from '@/lib/domain/report';

const tell = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('on-duty') }),
  z.object({ kind: z.literal('holder') }),
  z.object({ kind: z.literal('role'), role: z.enum(ROLES) }),
  z.object({ kind: z.literal('staff'), staffId: z.string().max(40) }),
  z.object({ kind: z.literal('next-unit') }),
  z.object({ kind: z.literal('out-of-hours') }),
]);

const delay = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('minutes'), minutes: z.number() }),
  z.object({ kind: z.literal('share'), share: z.number() }),
  z.object({ kind: z.literal('due') }),
]);

const step = z.object({
  name: z.enum(['warn', 'escalate', 'overdue']),
  delay,
  tell: z.array(tell).max(20),
  means: z.array(z.enum(MEANS)).max(MEANS.length),
  repeatMinutes: z.number().nullable(),
  alarm: z.boolean(),
});

const steps = z.array(step).max(50);
const byUrgency = z.record(z.enum(URGENCIES), steps);

/** The shape of a policy that comes from a browser. Whether it is a good one says `checkPolicy`, with a code for each field. */
export const policyInput: z.ZodType<Policy> = z.object({ acknowledge: byUrgency, assess: byUrgency, duty: steps });
