import { type StoredAttachment, type StoredMessage, shownStatus } from './message';

/** The answer to GET /{correspondenceId}, with the field names of the API. */
export function overview(stored: StoredMessage): Record<string, unknown> {
  const { message } = stored;
  const { status, at } = shownStatus(stored);
  return {
    resourceId: stored.resourceId,
    sender: message.sender ?? '0192:000000000',
    sendersReference: message.sendersReference ?? 'ref-1',
    messageSender: message.messageSender ?? '',
    content: {
      language: message.language ?? 'nb',
      messageTitle: message.title,
      messageSummary: message.summary ?? '',
      messageBody: message.body,
      attachments: stored.attachments.map((attachment) => attachmentAnswer(stored, attachment)),
    },
    requestedPublishTime: stored.requestedPublishTime.toISOString(),
    dueDateTime: message.isConfirmationNeeded ? new Date(stored.published.getTime() + 14 * 24 * 3600 * 1000).toISOString() : null,
    externalReferences: [],
    propertyList: {},
    replyOptions: [],
    notification: null,
    ignoreReservation: false,
    isConfirmationNeeded: message.isConfirmationNeeded ?? false,
    isConfidential: message.isConfidential ?? false,
    recipient: '0192:000000001',
    correspondenceId: stored.id,
    created: stored.created.toISOString(),
    status,
    statusText: status,
    statusChanged: at.toISOString(),
    notifications: [],
    altinn2CorrespondenceId: null,
    published: stored.published.toISOString(),
    read: stored.history.find((entry) => entry.status === 'Read')?.at.toISOString() ?? null,
  };
}

function attachmentAnswer(stored: StoredMessage, attachment: StoredAttachment): Record<string, unknown> {
  return {
    fileName: attachment.fileName,
    displayName: attachment.fileName,
    isEncrypted: attachment.isEncrypted,
    checksum: attachment.checksum,
    sendersReference: attachment.fileName,
    id: attachment.id,
    dataLocationType: 'AltinnCorrespondenceAttachment',
    created: stored.created.toISOString(),
    status: 'Published',
    statusText: 'Published',
    statusChanged: stored.published.toISOString(),
    expirationTime: attachment.expirationTime.toISOString(),
    dataType: attachment.dataType,
  };
}

export type Answer = { status: number; headers?: Record<string, string>; body?: Buffer | string };

export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

/** Problem details as the API gives them: its own code stands in `errorCode` and `code`. */
export function problem(status: number, errorCode: number, detail: string): Answer {
  const body = { type: 'about:blank', title: detail, status, detail, code: `CORR-${String(errorCode).padStart(5, '0')}`, errorCode };
  return { status, headers: { 'content-type': 'application/problem+json; charset=utf-8' }, body: JSON.stringify(body) };
}
