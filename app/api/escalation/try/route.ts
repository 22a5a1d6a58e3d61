import { z } from 'zod';
import { URGENCIES } from '@/lib/domain/report';
import { arrivalInstant } from '@/lib/escalation/arrival-instant';
import { policyDeps } from '@/lib/escalation/escalation-services';
import { policyInput } from '@/lib/escalation/policy-input';
import { simulatePolicy } from '@/lib/escalation/simulate-policy';
import { withRoute } from '@/lib/http/with-route';

const text = z.string().max(100);
const body = z.object({ policy: policyInput.optional(), urgency: z.enum(URGENCIES), day: text, time: text, hours: z.number() });

/** Who would be told when, by the policy in force or by one that is not saved yet. */
export const POST = withRoute({ right: 'policy.see', body }, ({ services, staff, body: { day, time, ...question }, now }) => {
  const at = arrivalInstant(day, time, staff.municipality.timeZone);
  const { prisma, configured } = policyDeps(services);
  return simulatePolicy(prisma, staff.municipality.id, { ...question, at }, configured, now);
});
