import { callInstant } from '@/lib/domain/call-time';
import { MottakError } from '@/lib/domain/errors';
import type { DraftContent } from './draft-content';
import type { PhoneNote } from './phone-note';

type CallTaker = { staffId: string; name: string; timeZone: string };

/**
 * The note that a finished draft makes. An anonymous caller's name and number stay out of it.
 * @throws MottakError invalid-input with the fields `callTime` and `text` and what is wrong with each
 */
export function noteFromDraft({ staffId, name, timeZone }: CallTaker, content: DraftContent, now: Date): PhoneNote {
  const called = callInstant(content.callDay, content.callTime, timeZone, now);
  const fields: Record<string, string> = {};
  if ('fault' in called) fields.callTime = called.fault;
  if (!content.text.trim()) fields.text = 'text-empty';
  if ('fault' in called || Object.keys(fields).length > 0) throw new MottakError('invalid-input', { fields });
  const { caller, children, text, danger } = content;
  return {
    calledAt: called.at.toISOString(),
    notedAt: now.toISOString(),
    callTaker: { staffId, name },
    caller: {
      kind: caller.kind,
      anonymous: caller.anonymous,
      ...said(
        caller.anonymous
          ? { organisation: caller.organisation }
          : { name: caller.name, phone: caller.phone, organisation: caller.organisation },
      ),
    },
    children: children.map(said).filter((child) => Object.keys(child).length > 0),
    text,
    ...(danger ? { danger } : {}),
  };
}

/** Without the fields in which nothing was written. */
function said<Fields extends Record<string, string>>(fields: Fields): Partial<Fields> {
  const entries = Object.entries(fields).map(([key, value]) => [key, value.trim()]);
  return Object.fromEntries(entries.filter(([, value]) => value)) as Partial<Fields>;
}
