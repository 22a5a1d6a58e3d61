import type { Told } from './altinn-client';
import { AltinnError } from './altinn-error';
import type { Box } from './box';

/** 1024: read before fetched. 1025: confirmed before fetched. */
const NOT_FETCHED = [1024, 1025];

/**
 * Tells Altinn that a stored message is taken: confirms it where its sender asked for that, and marks it as read.
 * Call it only after the commit (promise 3). Doing it again does no harm.
 * @returns already: Altinn says that it holds. accepted: Altinn took the confirmation, which it commits later, so look again.
 * @throws AltinnError
 */
export async function settleCorrespondence(box: Box, id: string, confirmationNeeded: boolean): Promise<Told> {
  try {
    const confirmed = confirmationNeeded ? await afterFetch(box, id, () => box.client.confirm(id, box.signal)) : 'already';
    await afterFetch(box, id, () => box.client.markAsRead(id, box.signal));
    return confirmed;
  } catch (error) {
    // Deleted from the box since: there is nobody left to tell.
    if (error instanceof AltinnError && error.code === 'not-found') return 'already';
    throw error;
  }
}

/** Altinn wants a message fetched before anything is said of it; a token of another party may have fetched it. */
async function afterFetch(box: Box, id: string, act: () => Promise<Told>): Promise<Told> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AltinnError) || !NOT_FETCHED.includes(error.problem ?? 0)) throw error;
    await box.client.get(id, box.signal);
    return act();
  }
}
