'use client';

import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import type { Policy } from '@/lib/domain/escalation/policy';
import { ladderPath, POLICY_LADDERS, type PolicyLadder, stepsOn } from '@/lib/domain/escalation/policy-ladders';
import { usePolicyWords } from './use-policy-words';

const CLOCKS = ['acknowledge', 'assess', 'duty'] as const;

/** A policy as sentences: by clock and urgency, each step in a line. */
export function PolicySentences({ policy }: { policy: Policy }) {
  const t = useTranslations('escalation');
  return (
    <div className="grid gap-6 xl:grid-cols-3" data-testid="sentences">
      {CLOCKS.map((clock) => (
        <section key={clock} aria-label={t(`clock.${clock}`)} className="flex flex-col gap-4">
          <Heading level="3" size="xsmall">
            {t(`clock.${clock}`)}
          </Heading>
          {POLICY_LADDERS.filter((ladder) => ladder.clock === clock).map((ladder) => (
            <LadderSentences key={ladderPath(ladder)} policy={policy} ladder={ladder} />
          ))}
        </section>
      ))}
    </div>
  );
}

function LadderSentences({ policy, ladder }: { policy: Policy; ladder: PolicyLadder }) {
  const t = useTranslations('escalation');
  const { sentence } = usePolicyWords();
  return (
    <div data-testid={`ladder-${ladderPath(ladder)}`}>
      {ladder.urgency === null ? null : <h4 className="font-semibold">{t(`urgency.${ladder.urgency}`)}</h4>}
      <ol className="list-decimal pl-6">
        {stepsOn(policy, ladder).map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
          <li key={index}>{sentence(step)}</li>
        ))}
      </ol>
    </div>
  );
}
