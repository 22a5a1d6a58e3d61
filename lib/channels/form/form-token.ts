import { createHash, randomBytes } from 'node:crypto';
import { LANGUAGE_BUTTON, TOKEN_FIELD } from './form-names';
import type { ParsedForm } from './parse-form';

/** A random name for one filling-in of a form. */
export function newToken(): string {
  return randomBytes(18).toString('base64url');
}

/** The token that came with a submission; a new one where there is none, or none that we made. */
export function tokenOf(answers: ReadonlyMap<string, string>): string {
  const token = answers.get(TOKEN_FIELD) ?? '';
  return /^[\w-]{24}$/.test(token) ? token : newToken();
}

/**
 * The delivery's own id: the token and a hash of what is said.
 *
 * Pressing "send" twice gives the same id and so the same receipt. Going back, adding something and sending again gives another id:
 * with the token alone the addition would be taken for a repeat and lost.
 */
export async function deliveryId(token: string, { answers, files }: ParsedForm): Promise<string> {
  const hash = createHash('sha256');
  const said = [...answers].filter(([name]) => name !== TOKEN_FIELD && name !== LANGUAGE_BUTTON);
  hash.update(JSON.stringify(said));
  for (const file of files) {
    hash.update(JSON.stringify([file.name, file.size]));
    hash.update(new Uint8Array(await file.arrayBuffer()));
  }
  return `${token}.${hash.digest('base64url').slice(0, 22)}`;
}
