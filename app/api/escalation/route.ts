import { z } from 'zod';
import { changePolicy } from '@/lib/escalation/change-policy';
import { policyDeps } from '@/lib/escalation/escalation-services';
import { policyInput } from '@/lib/escalation/policy-input';
import { seePolicy } from '@/lib/escalation/see-policy';
import { withRoute } from '@/lib/http/with-route';

const body = z.object({ policy: policyInput, note: z.string().max(5000), seen: z.int() });

/** The policy in force, its versions, and what the coming days lack. */
export const GET = withRoute({ right: 'policy.see' }, ({ services, staff, now }) =>
  seePolicy(services.prisma, staff.municipality, policyDeps(services).configured, now),
);

/** Puts a policy in force for reports that come from now on. */
export const POST = withRoute({ right: 'policy.edit', body }, ({ services, staff, body, now }) =>
  changePolicy(policyDeps(services), staff, body, now),
);
