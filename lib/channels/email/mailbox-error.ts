import { type MailboxProblem, mailboxProblemWords } from '@/lib/domain/mailbox-problem';

/** A failure whose message is plain words for people, without personal data. */
export class MailboxError extends Error {
  readonly code: MailboxProblem;

  constructor(code: MailboxProblem, folder: string, cause?: unknown) {
    super(mailboxProblemWords(code, folder), { cause });
    this.name = 'MailboxError';
    this.code = code;
  }
}
