/** Marks above each other before the rest is only counted: more would hide what comes first. */
export const LANES = 4;

type Timed = { dueAt: string };
export type Placed<Mark> = { mark: Mark; at: number; lane: number };
/** Marks for which there was no room, counted at the place of the first of them. */
export type Crowd<Mark> = { at: number; marks: Mark[] };

/**
 * Places marks on a line so that none covers another. `at` is the share of the way from `from` to `to`; `slots` is how many marks fit
 * next to each other. Marks are in the order of their instants; one outside of the line is left out.
 */
export function layOutMarks<Mark extends Timed>(
  marks: readonly Mark[],
  { from, to, slots }: { from: Date; to: Date; slots: number },
): { placed: Placed<Mark>[]; crowds: Crowd<Mark>[] } {
  const width = 1 / Math.max(1, slots);
  const ends: number[] = Array(LANES).fill(Number.NEGATIVE_INFINITY);
  const placed: Placed<Mark>[] = [];
  const crowds: Crowd<Mark>[] = [];
  for (const mark of marks) {
    const due = Date.parse(mark.dueAt);
    if (due <= from.getTime() || due > to.getTime()) continue;
    const at = (due - from.getTime()) / (to.getTime() - from.getTime());
    const lane = ends.findIndex((end) => end <= at);
    const crowd = crowds.at(-1);
    if (lane >= 0) {
      ends[lane] = at + width;
      placed.push({ mark, at, lane });
    } else if (crowd && at < crowd.at + width) crowd.marks.push(mark);
    else crowds.push({ at, marks: [mark] });
  }
  return { placed, crowds };
}
