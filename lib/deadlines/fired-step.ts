import type { StepKey } from '@/lib/domain/escalation/notice-key';
import type { PolicyStep } from '@/lib/domain/escalation/policy';
import type { Recipients } from '@/lib/domain/escalation/recipients';

/** A step of a ladder that is taken now. `owedAt`: since when it was due. */
export type FiredStep = StepKey & {
  id: string;
  municipalityId: string;
  definition: PolicyStep;
  owedAt: Date;
  late: boolean;
  recipients: Recipients;
};
