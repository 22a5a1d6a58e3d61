import type { Means } from '../means';
import type { PolicyStep, Tell } from './policy';
import { type Audience, audienceOf, type Held, type People, type Recipients, recipientsOf } from './recipients';
import { canBeWoken } from './wakes';

/**
 * What is wrong with a step at an instant. nobody-on-duty: the duty has a gap. person-left, person-absent: the step names somebody who
 * is not there. nobody-in-audience: a role, unit or service has nobody. others-told: none of the step's own targets can be told, so
 * people above are. reaches-nobody: nobody at all can be told. other-means: somebody is told, but by none of the step's means.
 * asleep: at night somebody on duty has nothing that wakes.
 */
export type StepProblem = {
  code:
    | 'nobody-on-duty'
    | 'person-left'
    | 'person-absent'
    | 'nobody-in-audience'
    | 'others-told'
    | 'reaches-nobody'
    | 'other-means'
    | 'asleep';
  audience?: Audience;
  /** Key of the person whom it concerns. */
  who?: string;
};

type Situation = { people: People; held: Held; configured: readonly Means[]; night: boolean };

/** What is wrong with a step that would tell these. */
export function stepProblems(step: PolicyStep, told: Recipients, situation: Situation): StepProblem[] {
  const { people, held, configured, night } = situation;
  const isEmpty = (tell: Tell) => recipientsOf({ tell: [tell], means: step.means }, people, held, configured).fallback !== null;
  const byOther = told.people.filter(({ means }) => !means.some((one) => step.means.includes(one)));
  const asleep = night ? told.people.filter(({ audience, contact }) => audience === 'on-duty' && !canBeWoken(contact, configured)) : [];
  return unique([
    ...step.tell.filter(isEmpty).map((tell) => emptyTarget(tell, people)),
    ...(told.fallback === 'nobody' ? [{ code: 'reaches-nobody' as const }] : told.fallback ? [{ code: 'others-told' as const }] : []),
    ...byOther.map(({ key }) => ({ code: 'other-means' as const, who: key })),
    ...asleep.map(({ key }) => ({ code: 'asleep' as const, who: key })),
  ]);
}

function emptyTarget(tell: Tell, people: People): StepProblem {
  if (tell.kind === 'on-duty' || tell.kind === 'holder') return { code: 'nobody-on-duty' };
  if (tell.kind !== 'staff') return { code: 'nobody-in-audience', audience: audienceOf(tell) };
  const isThere = people.staff.some(({ id }) => id === tell.staffId);
  return { code: isThere ? 'person-absent' : 'person-left', who: tell.staffId };
}

function unique(problems: StepProblem[]): StepProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
