'use client';

import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { type SimulationAnswer, useShownPolicy } from './use-escalation';
import { usePolicyWords } from './use-policy-words';
import { useTimes } from './use-times';

type Step = SimulationAnswer['steps'][number];

/** Who would be told when, step by step; what is wrong with a step stands in words beside it. */
export function TryOutTable({ simulation }: { simulation: SimulationAnswer }) {
  const t = useTranslations('escalation.try');
  const { withYear } = useTimes();
  const faulty = simulation.steps.filter(({ problems }) => problems.length > 0).length;
  return (
    <div className="flex flex-col gap-3">
      <p data-testid="try-summary">
        {t('summary', { count: simulation.steps.length, from: withYear(simulation.at), faulty })} {simulation.more ? t('more') : ''}
      </p>
      <BodyShort size="small">{t('assumption')}</BodyShort>
      <ol className="flex flex-col gap-2" data-testid="time-line">
        {simulation.steps.map((step) => (
          <StepItem key={`${step.clock} ${step.step} ${step.repeat}`} step={step} />
        ))}
      </ol>
    </div>
  );
}

function StepItem({ step }: { step: Step }) {
  const t = useTranslations('escalation');
  const law = useTranslations('report.law');
  const { instant } = useTimes();
  const { listed } = usePolicyWords();
  const clock = step.clock === 'acknowledge' ? t('try.acknowledge') : law.has(step.clock) ? law(step.clock) : step.clock;
  const isFaulty = step.problems.length > 0;
  return (
    <li
      className={`grid gap-x-4 gap-y-1 rounded border-l-4 bg-(--ax-bg-raised) px-3 py-2 md:grid-cols-[15rem_1fr] ${isFaulty ? 'border-(--ax-border-danger)' : 'border-(--ax-border-neutral-subtle)'}`}
    >
      <time dateTime={step.at} className="tabular font-semibold">
        {instant(step.at)}
      </time>
      <div>
        <p className="text-sm text-(--ax-text-neutral-subtle)">
          {clock} · {t('try.step', { number: step.step + 1, repeat: step.repeat })}
          {step.alarm ? ` · ${t('try.alarm')}` : ''}
        </p>
        <ul>
          {step.tell.map(({ key, name, audience, means }) => (
            <li key={key}>
              <strong>{name}</strong> ({t(`audience.${audience}`)}) {t('try.by', { means: listed(means.map((one) => t(`means.${one}`))) })}
            </li>
          ))}
          {step.tell.length === 0 ? <li className="font-semibold">{t('nobody')}</li> : null}
        </ul>
        <Problems step={step} />
      </div>
    </li>
  );
}

function Problems({ step }: { step: Step }) {
  const t = useTranslations('escalation');
  const { view } = useShownPolicy();
  if (step.problems.length === 0) return null;
  const nameOf = (key: string | undefined) =>
    view.people.find(({ id }) => id === key)?.name ?? step.tell.find((one) => one.key === key)?.name ?? t('ahead.somebody');
  return (
    <ul className="mt-1 list-disc pl-5">
      {step.problems.map(({ code, audience, who }) => (
        <li key={`${code} ${audience} ${who}`} className="font-semibold">
          {t(`problems.${code}`, { who: nameOf(who), audience: audience ? t(`audience.${audience}`) : '' })}
        </li>
      ))}
    </ul>
  );
}
