import type { DraftContent, DraftStamp } from '@/lib/channels/phone/draft-content';
import type { SaveAnswer } from './draft-saver';

type Problem = { ok: false; code: string; fields: Record<string, string> };
type Answer<T> = { ok: true; data: T } | Problem;

type Saving = { stamp: DraftStamp; continues?: DraftStamp | undefined; content: DraftContent };

/** A server that says nothing for so long counts as not answering. */
const PATIENCE_MS = 10_000;
const SUBMIT_PATIENCE_MS = 30_000;

/** Keeps what was typed so far. Never throws: a server that does not answer is the code "unreachable". */
export async function putDraft(id: string, body: Saving, leaving: boolean): Promise<SaveAnswer> {
  const answer = await call<{ savedAt: string }>('PUT', `/api/phone/drafts/${id}`, body, PATIENCE_MS, leaving);
  return answer.ok ? { ok: true, at: new Date(answer.data.savedAt) } : { ok: false, code: answer.code, ref: answer.fields.ref };
}

/** Throws away a draft of one's own. */
export function deleteDraft(id: string): Promise<Answer<null>> {
  return call('DELETE', `/api/phone/drafts/${id}`, undefined, PATIENCE_MS);
}

/** Hands the note in. It may be called again with the same id: one note becomes one report. */
export function postNote(note: Saving & { id: string }): Promise<Answer<{ ref: string }>> {
  return call('POST', '/api/phone/notes', note, SUBMIT_PATIENCE_MS);
}

async function call<T>(method: string, path: string, body: unknown, patienceMs: number, keepalive = false): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      keepalive,
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const data = await response.json();
    if (response.ok) return { ok: true, data };
    // Whatever ails the server or its database, for the call taker it does not answer.
    return { ok: false, code: response.status < 500 ? data.code : 'unreachable', fields: data.fields ?? {} };
  } catch {
    return { ok: false, code: 'unreachable', fields: {} };
  }
}
