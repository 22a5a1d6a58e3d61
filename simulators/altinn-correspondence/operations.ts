import { type Answer, json, overview, problem } from './answers';
import { hasBeen, type Status, type StoredMessage } from './message';

export const BASE_PATH = '/correspondence/api/v1/correspondence';
const LIST_LIMIT = 1000;
export type Operation = 'list' | 'get' | 'details' | 'download' | 'confirm' | 'markasread' | 'purge';

/**
 * What the caller may do with a resource. open: all. empty: the list is answered with 200 and no ids, whatever lies there.
 * no-access: 401 with code 4001. no-scope: 403 without a body.
 */
export type Access = 'open' | 'empty' | 'no-access' | 'no-scope';

export type Request = { operation: Operation; query: URLSearchParams; id: string; attachmentId: string };
export type Box = { messages: Map<string, StoredMessage>; access: Map<string, Access>; now(): Date };

const PATTERNS: [string, Operation, RegExp][] = [
  ['GET', 'list', /^\/?$/],
  ['GET', 'get', /^\/([^/]+)$/],
  ['GET', 'details', /^\/([^/]+)\/details$/],
  ['GET', 'download', /^\/([^/]+)\/attachment\/([^/]+)\/download$/],
  ['POST', 'confirm', /^\/([^/]+)\/confirm$/],
  ['POST', 'markasread', /^\/([^/]+)\/markasread$/],
  ['DELETE', 'purge', /^\/([^/]+)\/purge$/],
];

/** The documented operation that a call is; null for any other. */
export function parse(method: string, url: URL): Request | null {
  if (!url.pathname.startsWith(BASE_PATH)) return null;
  const rest = url.pathname.slice(BASE_PATH.length);
  for (const [verb, operation, pattern] of PATTERNS) {
    const match = verb === method ? pattern.exec(rest) : null;
    if (match)
      return {
        operation,
        query: url.searchParams,
        id: decodeURIComponent(match[1] ?? ''),
        attachmentId: decodeURIComponent(match[2] ?? ''),
      };
  }
  return null;
}

const NOT_FOUND = problem(404, 1001, 'The requested correspondence was not found');
const NO_ACCESS = problem(401, 4001, 'You must use an Altinn token with access to the resource');

/** Answers a call as the API does, and changes the statuses that it changes. */
export function perform(box: Box, request: Request): Answer {
  if (request.operation === 'list') return list(box, request.query);
  const stored = box.messages.get(request.id);
  if (!stored || hasBeen(stored, 'PurgedByRecipient', 'PurgedByAltinn')) return NOT_FOUND;
  const refused = refusal(box, stored.resourceId);
  return refused ?? ACTS[request.operation](stored, box.now(), request);
}

function list({ messages, access, ...box }: Box, query: URLSearchParams): Answer {
  const resourceId = query.get('resourceId');
  if (!resourceId || !['Recipient', 'Sender', 'RecipientAndSender'].includes(query.get('role') ?? '')) {
    return problem(400, 0, 'The resourceId and role fields are required.');
  }
  const refused = refusal({ messages, access, ...box }, resourceId);
  if (refused) return refused;
  const [from, to] = [new Date(query.get('from') ?? 0), new Date(query.get('to') ?? '9999-12-31')];
  if (from > to) return problem(400, 1027, 'From date cannot be after to date');
  const status = query.get('status') as Status | null;
  const found = [...messages.values()]
    .filter((stored) => stored.resourceId === resourceId && access.get(resourceId) !== 'empty')
    .filter((stored) => stored.requestedPublishTime > from && stored.requestedPublishTime < to && stored.published <= box.now())
    .filter((stored) => !status || hasBeen(stored, status))
    .sort((a, b) => b.requestedPublishTime.getTime() - a.requestedPublishTime.getTime());
  return json({ ids: found.slice(0, LIST_LIMIT).map(({ id }) => id) });
}

function refusal(box: Box, resourceId: string): Answer | null {
  const access = box.access.get(resourceId) ?? 'no-access';
  if (access === 'no-scope') return { status: 403 };
  return access === 'no-access' ? NO_ACCESS : null;
}

type Act = (stored: StoredMessage, now: Date, request: Request) => Answer;

function add(stored: StoredMessage, status: Status, now: Date): void {
  stored.history.push({ status, at: now });
}

const fetched: Act = (stored, now) => {
  if (!hasBeen(stored, 'Fetched')) add(stored, 'Fetched', now);
  return json(overview(stored));
};

const details: Act = (stored, now) => {
  if (!hasBeen(stored, 'Fetched')) add(stored, 'Fetched', now);
  const statusHistory = stored.history.map(({ status, at }) => ({ status, statusText: status, statusChanged: at.toISOString() }));
  return json({ ...overview(stored), statusHistory });
};

const download: Act = (stored, now, { attachmentId }) => {
  const attachment = stored.attachments.find(({ id }) => id === attachmentId);
  if (!attachment) return problem(404, 2001, 'The requested attachment was not found');
  if (attachment.expirationTime <= now) return problem(400, 2020, 'The attachment has expired and cannot be downloaded');
  add(stored, 'AttachmentsDownloaded', now);
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: attachment.content };
};

const confirm: Act = (stored, now) => {
  if (!hasBeen(stored, 'Fetched')) return problem(400, 1025, 'Correspondence must be fetched before it can be confirmed');
  if (hasBeen(stored, 'Confirmed')) return problem(400, 1041, 'Correspondence has already been confirmed');
  add(stored, 'Confirmed', now);
  return json(stored.id);
};

const markAsRead: Act = (stored, now) => {
  if (!hasBeen(stored, 'Fetched')) return problem(400, 1024, 'Correspondence must be fetched before it can be read');
  if (hasBeen(stored, 'Read')) return problem(400, 1040, 'Correspondence is already marked as read');
  add(stored, 'Read', now);
  return json(stored.id);
};

const purge: Act = (stored, now) => {
  if (stored.message.isConfirmationNeeded && !hasBeen(stored, 'Confirmed')) {
    return problem(400, 1026, 'Cannot archive or delete a correspondence which has not been confirmed when confirmation is required');
  }
  add(stored, 'PurgedByRecipient', now);
  return json(stored.id);
};

const ACTS: Record<Exclude<Operation, 'list'>, Act> = { get: fetched, details, download, confirm, markasread: markAsRead, purge };
