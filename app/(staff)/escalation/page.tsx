import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EscalationScreen } from '@/components/escalation/escalation-screen';
import { requireStaff } from '@/lib/auth/session';
import { may } from '@/lib/domain/access';
import { policyDeps } from '@/lib/escalation/escalation-services';
import { seePolicy } from '@/lib/escalation/see-policy';
import { asJson } from '@/lib/http/json';
import { services } from '@/lib/http/services';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('escalation'))('title') };
}

/** Who is told when nobody acknowledges: the policy in force, what it would do, and what changes it. */
export default async function EscalationPage() {
  const staff = await requireStaff('policy.see');
  const opened = services();
  const { prisma, configured } = policyDeps(opened);
  const view = await seePolicy(prisma, staff.municipality, configured, opened.clock());
  const { policy, surroundings } = view;
  const versions = view.versions.map((version) => ({ ...version, at: version.at.toISOString() }));
  return <EscalationScreen first={{ ...asJson(view), policy, surroundings, versions }} mayEdit={may(staff.role, 'policy.edit')} />;
}
