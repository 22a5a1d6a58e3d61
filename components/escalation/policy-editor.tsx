'use client';

import { Button } from '@navikt/ds-react/Button';
import { ErrorMessage, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { ladderPath, POLICY_LADDERS, type PolicyLadder } from '@/lib/domain/escalation/policy-ladders';
import { type DraftStep, newStep } from './draft';
import { StepFields } from './step-fields';
import { usePolicyWords } from './use-policy-words';

type Props = { drafts: DraftStep[][]; onChange(drafts: DraftStep[][]): void; faults: Record<string, string> };

/** Every ladder of the policy behind a fold of its own; those with a fault say so while they are shut. */
export function PolicyEditor({ drafts, onChange, faults }: Props) {
  const t = useTranslations('escalation');
  const { ladder: nameOf } = usePolicyWords();
  return (
    <div className="flex flex-col gap-2">
      <Heading level="3" size="xsmall">
        {t('editor.heading')}
      </Heading>
      {POLICY_LADDERS.map((ladder, row) => {
        const path = ladderPath(ladder);
        const isFaulty = Object.keys(faults).some((key) => key === path || key.startsWith(`${path}.`));
        return (
          <details key={path} className="rounded-lg border border-(--ax-border-neutral-subtle) p-3" data-testid={`edit-${path}`}>
            <summary className="cursor-pointer font-semibold">
              {nameOf(ladder)} <span className="font-normal">{t('editor.steps', { count: drafts[row]?.length ?? 0 })}</span>
              {isFaulty ? <span className="ml-2 text-(--ax-text-danger-decoration)">{t('editor.faulty')}</span> : null}
            </summary>
            <LadderFields
              ladder={ladder}
              steps={drafts[row] ?? []}
              onChange={(steps) => onChange(drafts.with(row, steps))}
              faults={faults}
            />
          </details>
        );
      })}
    </div>
  );
}

type LadderProps = {
  ladder: PolicyLadder;
  steps: DraftStep[];
  onChange(steps: DraftStep[]): void;
  faults: Record<string, string>;
};

function LadderFields({ ladder, steps, onChange, faults }: LadderProps) {
  const t = useTranslations('escalation');
  const added = useRef(0);
  const path = ladderPath(ladder);
  const textOf = (code: string | undefined) => (code ? t(`faults.${code}`) : undefined);
  const add = () => {
    added.current += 1;
    onChange([...steps, newStep(`${path}-new-${added.current}`)]);
  };
  return (
    <div className="mt-3 flex flex-col gap-4">
      <div aria-live="polite">{faults[path] ? <ErrorMessage showIcon>{textOf(faults[path])}</ErrorMessage> : null}</div>
      {steps.map((step, index) => (
        <StepFields
          key={step.id}
          id={step.id}
          number={index + 1}
          of={steps.length}
          step={step}
          canAlarm={ladder.clock === 'assess'}
          onChange={(changed) => onChange(steps.with(index, changed))}
          onMove={(to) => onChange(steps.toSpliced(index, 1).toSpliced(to, 0, step))}
          onRemove={() => onChange(steps.toSpliced(index, 1))}
          fault={(field) => textOf(faults[`${path}.${index}.${field}`])}
        />
      ))}
      <Button type="button" size="small" variant="secondary" className="self-start" onClick={add}>
        {t('editor.add')}
      </Button>
    </div>
  );
}
