import { createHash, randomUUID } from 'node:crypto';

/** Statuses of a correspondence in the API's order; the place in the list is the API's number. */
export const STATUSES = [
  'Initialized',
  'ReadyForPublish',
  'Published',
  'Fetched',
  'Read',
  'Replied',
  'Confirmed',
  'PurgedByRecipient',
  'PurgedByAltinn',
  'Archived',
  'Reserved',
  'Failed',
  'AttachmentsDownloaded',
  'Forwarded',
] as const;
export type Status = (typeof STATUSES)[number];

/** What a test or a sample gives to publish. */
export type NewMessage = {
  resourceId?: string;
  title: string;
  summary?: string;
  body: string;
  language?: 'nb' | 'nn' | 'en';
  sender?: string;
  messageSender?: string;
  sendersReference?: string;
  isConfirmationNeeded?: boolean;
  isConfidential?: boolean;
  /** When the sender asked for it to be published; the list's window is about this time. */
  requestedPublishTime?: Date;
  published?: Date;
  attachments?: NewAttachment[];
};

type NewAttachment = {
  fileName: string;
  content: Uint8Array | string;
  dataType?: string;
  expirationTime?: Date;
  isEncrypted?: boolean;
};

export type StoredAttachment = {
  id: string;
  fileName: string;
  content: Buffer;
  checksum: string;
  dataType: string;
  expirationTime: Date;
  isEncrypted: boolean;
};
export type StoredMessage = {
  id: string;
  resourceId: string;
  message: NewMessage;
  created: Date;
  requestedPublishTime: Date;
  published: Date;
  history: { status: Status; at: Date }[];
  attachments: StoredAttachment[];
};

const DAY = 24 * 3600 * 1000;

export function storeMessage(message: NewMessage, resourceId: string, now: Date): StoredMessage {
  const published = message.published ?? now;
  return {
    id: randomUUID(),
    resourceId,
    message,
    created: published,
    published,
    requestedPublishTime: message.requestedPublishTime ?? published,
    history: [
      { status: 'Initialized', at: published },
      { status: 'Published', at: published },
    ],
    attachments: (message.attachments ?? []).map((attachment) => storeAttachment(attachment, published)),
  };
}

function storeAttachment({ fileName, content, dataType, expirationTime, isEncrypted }: NewAttachment, published: Date): StoredAttachment {
  const bytes = Buffer.from(content);
  return {
    id: randomUUID(),
    fileName,
    content: bytes,
    checksum: createHash('md5').update(bytes).digest('hex'),
    dataType: dataType ?? 'application/octet-stream',
    expirationTime: expirationTime ?? new Date(published.getTime() + 180 * DAY),
    isEncrypted: isEncrypted ?? false,
  };
}

export function hasBeen(stored: StoredMessage, ...statuses: Status[]): boolean {
  return stored.history.some(({ status }) => statuses.includes(status));
}

/** The status that the API shows: the highest one that is not Fetched. */
export function shownStatus(stored: StoredMessage): { status: Status; at: Date } {
  const [highest] = stored.history
    .filter(({ status }) => status !== 'Fetched')
    .sort((a, b) => STATUSES.indexOf(b.status) - STATUSES.indexOf(a.status));
  return highest ?? { status: 'Initialized', at: stored.created };
}
