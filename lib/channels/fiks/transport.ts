import type { ReplyKind } from './message-types';

/** A message as Fiks IO delivered it. Ids are null where its headers do not name them. */
export type FiksMessage = {
  meldingId: string | null;
  type: string;
  /** Account that sent it and gets the reply. */
  senderAccount: string | null;
  /** Id of the message that this one answers. */
  answersTo: string | null;
  /** Id of the report of concern. */
  concernId: string | null;
  /** The body is too large for the queue and lies in Dokumentlager under this id. */
  documentId: string | null;
  /** All headers, as text. */
  headers: Record<string, string>;
  body: Uint8Array;
};

export type FiksReply = {
  /** Mottak's own id of this reply, the same at each try. */
  id: string;
  kind: ReplyKind;
  toAccount: string;
  answersTo: string;
  /** The file that says what failed, for every reply but `mottatt`. */
  file: { name: string; content: Uint8Array } | null;
};

/** Stores a message, which is acknowledged once this has resolved and given again when it rejects. `lost`: the connection is gone. */
export type Take = (message: FiksMessage, lost: AbortSignal) => Promise<void>;

/** Fiks IO for one account, whatever carries it. */
export type FiksTransport = {
  /**
   * Hands over what lies in the account's queue and what comes, until `signal` ends it.
   * @throws FiksError when there is no connection, or when it breaks
   */
  receive(take: Take, options: { signal: AbortSignal; onOpen(): void }): Promise<void>;
  /** Messages that wait in the queue; null where the broker does not say. */
  waiting(): Promise<number | null>;
  /**
   * @returns the id that Fiks IO gave to the reply
   * @throws FiksError when Fiks did not say that it took it
   */
  reply(reply: FiksReply): Promise<string>;
};
