import { z } from 'zod';
import { restorePolicy } from '@/lib/escalation/change-policy';
import { policyDeps } from '@/lib/escalation/escalation-services';
import { withRoute } from '@/lib/http/with-route';

const body = z.object({ version: z.int(), note: z.string().max(5000), seen: z.int() });

/** Puts an older version in force again. */
export const POST = withRoute({ right: 'policy.edit', body }, ({ services, staff, body, now }) =>
  restorePolicy(policyDeps(services), staff, body, now),
);
