import { z } from 'zod';

const short = z.string().max(500);

/** Longer than anybody types during a call; a pasted book is refused and the window says so. */
const TEXT_LIMIT = 200_000;

const draftChild = z.object({ name: short, nationalId: short, birthDate: short, address: short, whereabouts: short, school: short });

/** What the phone note's form holds, as typed: everything may be empty or wrong while the call goes on. */
export const draftContent = z.object({
  /** YYYY-MM-DD and HH:MM in the municipality's zone. */
  callDay: short,
  callTime: short,
  caller: z.object({
    kind: z.enum(['unknown', 'private', 'professional', 'parent', 'child']),
    anonymous: z.boolean(),
    name: short,
    phone: short,
    organisation: short,
  }),
  children: z.array(draftChild).min(1).max(20),
  text: z.string().max(TEXT_LIMIT),
  danger: z.enum(['', 'yes', 'no', 'unknown']),
});

export type DraftContent = z.infer<typeof draftContent>;
export type DraftChild = z.infer<typeof draftChild>;

/** Which window wrote a draft, and its how-manieth saving that was. */
export const draftStamp = z.object({ writer: z.string().min(1).max(50), seq: z.number().int().nonnegative() });
export type DraftStamp = z.infer<typeof draftStamp>;

export const MOST_CHILDREN = 20;

export const EMPTY_CHILD: DraftChild = { name: '', nationalId: '', birthDate: '', address: '', whereabouts: '', school: '' };

/** A note in which nothing has been written yet. */
export function emptyContent(callDay: string, callTime: string): DraftContent {
  return {
    callDay,
    callTime,
    caller: { kind: 'unknown', anonymous: false, name: '', phone: '', organisation: '' },
    children: [EMPTY_CHILD],
    text: '',
    danger: '',
  };
}
