/** What keeps a folder of a mailbox from being read, or what somebody did to it that a person must look at. */
export const MAILBOX_PROBLEMS = [
  'mailbox-unreachable',
  'mailbox-certificate',
  'mailbox-refused',
  'mailbox-token',
  'mailbox-secret',
  'mailbox-folder',
  'mailbox-silent',
  'mailbox-database',
  'mails-not-stored',
  'mails-slipped',
  'folder-emptied',
  'folder-anew',
] as const;
export type MailboxProblem = (typeof MAILBOX_PROBLEMS)[number];

/** Deeds of people, which no later poll can see any more: they are shown for a day. */
export const NOTICE_HOURS = 24;

const WORDS: Record<MailboxProblem, string> = {
  'mailbox-unreachable': 'The mail server cannot be reached.',
  'mailbox-certificate': 'The certificate of the mail server is not valid: it may have expired or belong to another name.',
  'mailbox-refused': 'The mail server refused the user name or the password of the mailbox.',
  'mailbox-token': 'The sign-in service gave no access to the mailbox.',
  'mailbox-secret': 'The stored password of the mailbox cannot be opened, because AUTH_SECRET has changed: add the mailbox again.',
  'mailbox-folder': 'The folder “{folder}” of the mailbox cannot be opened: it may have been renamed, removed or closed to this user.',
  'mailbox-silent': 'The mail server stopped answering.',
  'mailbox-database': 'Mails of the mailbox could not be stored; they stay there and will be tried again.',
  'mails-not-stored': 'Mails of the folder “{folder}” could not be stored or marked and will be tried again.',
  'mails-slipped':
    'Mails came into the folder “{folder}” and were gone before Mottak took them: look for a rule or a person that moves mail.',
  'folder-emptied': 'Somebody emptied the folder “{folder}”.',
  'folder-anew': 'The folder “{folder}” was removed and made anew.',
};

/** The English sentence, for the command line and where there is no screen. */
export function mailboxProblemWords(problem: MailboxProblem, folder: string): string {
  return WORDS[problem].replace('{folder}', folder);
}
