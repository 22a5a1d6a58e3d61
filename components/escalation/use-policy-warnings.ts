'use client';

import { useTranslations } from 'next-intl';
import type { PolicyCheck } from '@/lib/domain/escalation/check';
import { ladderPath, POLICY_LADDERS } from '@/lib/domain/escalation/policy-ladders';
import { usePolicyWords } from './use-policy-words';

/** A warning as a sentence that names its ladder. */
export function usePolicyWarnings(): (warning: PolicyCheck['warnings'][number]) => string {
  const t = useTranslations('escalation.warnings');
  const { ladder } = usePolicyWords();
  return ({ path, code }) => {
    const found = POLICY_LADDERS.find((one) => ladderPath(one) === path);
    return `${found ? ladder(found) : path}: ${t(code)}`;
  };
}
