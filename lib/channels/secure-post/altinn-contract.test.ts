import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATUSES } from '@/simulators/altinn-correspondence/message';
import { samples } from '@/simulators/altinn-correspondence/samples';
import { type AltinnSimulator, startAltinnSimulator } from '@/simulators/altinn-correspondence/start-altinn-simulator';
import { type AltinnClient, createAltinnClient } from './altinn-client';

/** What version 1 of the Correspondence API documents for recipients (its public OpenAPI description of 2026-06-15, read by hand). */
const ROOT = '/correspondence/api/v1/correspondence';
const OPERATIONS = [
  {
    method: 'GET',
    path: /^\/correspondence\/api\/v1\/correspondence$/,
    query: ['resourceId', 'from', 'to', 'status', 'role', 'onBehalfOf', 'sendersReference'],
    statuses: [200, 400, 401],
  },
  { method: 'GET', path: /^\/correspondence\/api\/v1\/correspondence\/[^/]+$/, query: [], statuses: [200, 400, 401, 404] },
  {
    method: 'GET',
    path: /^\/correspondence\/api\/v1\/correspondence\/[^/]+\/attachment\/[^/]+\/download$/,
    query: [],
    statuses: [200, 400, 401, 404],
  },
  { method: 'POST', path: /^\/correspondence\/api\/v1\/correspondence\/[^/]+\/confirm$/, query: [], statuses: [200, 400, 401, 404] },
  { method: 'POST', path: /^\/correspondence\/api\/v1\/correspondence\/[^/]+\/markasread$/, query: [], statuses: [200, 400, 401, 404] },
];
const OVERVIEW = [
  'resourceId',
  'sender',
  'sendersReference',
  'messageSender',
  'content',
  'requestedPublishTime',
  'allowSystemDeleteAfter',
  'dueDateTime',
  'externalReferences',
  'propertyList',
  'replyOptions',
  'notification',
  'ignoreReservation',
  'isConfirmationNeeded',
  'isConfidential',
  'recipient',
  'correspondenceId',
  'created',
  'status',
  'statusText',
  'statusChanged',
  'notifications',
  'altinn2CorrespondenceId',
  'published',
  'read',
];
const REQUIRED = ['correspondenceId', 'created', 'recipient', 'resourceId', 'sendersReference'];
const CONTENT = ['language', 'messageTitle', 'messageSummary', 'messageBody', 'attachments'];
const ATTACHMENT = [
  'fileName',
  'displayName',
  'isEncrypted',
  'checksum',
  'sendersReference',
  'id',
  'dataLocationType',
  'created',
  'status',
  'statusText',
  'statusChanged',
  'expirationTime',
  'dataType',
];
const DOCUMENTED_STATUSES = [
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
];

let simulator: AltinnSimulator;
let client: AltinnClient;
const window = { resourceId: 'test-resource', from: new Date('2020-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') };

beforeAll(async () => {
  simulator = await startAltinnSimulator();
  client = createAltinnClient({ url: `${simulator.url}/`, token: async () => simulator.token });
});
afterAll(() => simulator.close());

async function raw(
  path: string,
  token = simulator.token,
  method = 'GET',
): Promise<{ status: number; type: string | null; body: Record<string, unknown> }> {
  const response = await fetch(`${simulator.url}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), body: text ? JSON.parse(text) : {} };
}

describe('the documented Altinn 3 Correspondence API', () => {
  it('has every call that the client makes and every answer that the simulator gives', async () => {
    const ids = samples().map((sample) => simulator.publish(sample));
    expect((await client.list(window)).sort()).toEqual([...ids].sort());
    for (const id of ids) {
      const { overview } = await client.get(id);
      for (const attachment of overview.content?.attachments ?? []) await client.download(id, attachment.id, 1_000_000);
      expect([await client.confirm(id), await client.confirm(id), await client.markAsRead(id), await client.markAsRead(id)]).toEqual([
        'accepted',
        'already',
        'accepted',
        'already',
      ]);
    }
    const missing = '00000000-0000-4000-8000-000000000000';
    await expect(client.get(missing)).rejects.toMatchObject({ code: 'not-found', status: 404, problem: 1001 });
    await expect(client.confirm(missing)).rejects.toMatchObject({ code: 'not-found' });
    await expect(client.list({ ...window, from: window.to, to: window.from })).rejects.toMatchObject({
      code: 'refused',
      status: 400,
      problem: 1027,
    });
    await expect(client.list({ ...window, resourceId: 'of-others' })).rejects.toMatchObject({ code: 'no-access', problem: 4001 });
    for (const { method, path, query, status } of simulator.requests) {
      const operation = OPERATIONS.find((documented) => documented.method === method && documented.path.test(path));
      expect(operation, `${method} ${path}`).toBeDefined();
      expect(operation?.query).toEqual(expect.arrayContaining(query));
      expect(operation?.statuses).toContain(status);
    }
  });

  it('the list is asked for by resource, role and window, and never by status', async () => {
    simulator.requests.length = 0;
    await client.list(window);
    expect(simulator.requests).toMatchObject([{ path: ROOT, query: ['resourceId', 'role', 'from', 'to'] }]);
  });

  it('has every field that the simulator answers with, and the simulator leaves out none that is required', async () => {
    const id = simulator.publish({ title: 'a', body: 'b', attachments: [{ fileName: 'c.txt', content: 'd' }] });
    const { body } = await raw(`/${id}`);
    expect(OVERVIEW).toEqual(expect.arrayContaining(Object.keys(body)));
    expect(Object.keys(body)).toEqual(expect.arrayContaining(REQUIRED));
    const content = body.content as { attachments: object[] };
    expect(Object.keys(content).sort()).toEqual([...CONTENT].sort());
    expect(Object.keys(content.attachments[0] ?? {}).sort()).toEqual([...ATTACHMENT].sort());
    expect(DOCUMENTED_STATUSES).toContain(body.status);
    expect(STATUSES).toEqual([...DOCUMENTED_STATUSES, 'Forwarded']);
  });

  it('refuses a list without resource or role, a call without a token, and an act before its turn', async () => {
    expect(await raw('?role=Recipient')).toMatchObject({ status: 400, type: 'application/problem+json; charset=utf-8' });
    expect(await raw('?resourceId=test-resource')).toMatchObject({ status: 400 });
    expect(await raw('?resourceId=test-resource&role=Recipient', 'wrong')).toMatchObject({ status: 401 });
    const id = simulator.publish({ title: 'a', body: 'b', isConfirmationNeeded: true });
    await expect(client.confirm(id)).rejects.toMatchObject({ code: 'refused', problem: 1025 });
    await expect(client.markAsRead(id)).rejects.toMatchObject({ code: 'refused', problem: 1024 });
    expect(await raw(`/${id}/purge`, simulator.token, 'DELETE')).toMatchObject({ status: 400, body: { errorCode: 1026 } });
    await client.get(id);
    await client.confirm(id);
    expect(await raw(`/${id}/purge`, simulator.token, 'DELETE')).toMatchObject({ status: 200 });
    await expect(client.get(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('gives at most a thousand ids, the newest, and an empty list where nothing may be seen', async () => {
    simulator.setAccess('many', 'open');
    const base = Date.parse('2026-01-01T00:00:00Z');
    const ids = Array.from({ length: 1001 }, (_, index) =>
      simulator.publish({ title: 'a', body: 'b', resourceId: 'many', published: new Date(base + index) }),
    );
    const listed = await client.list({ ...window, resourceId: 'many' });
    expect(listed).toEqual(ids.slice(1).reverse());
    simulator.setAccess('many', 'empty');
    expect(await client.list({ ...window, resourceId: 'many' })).toEqual([]);
    simulator.setAccess('many', 'no-scope');
    await expect(client.list({ ...window, resourceId: 'many' })).rejects.toMatchObject({ code: 'no-scope', status: 403 });
  });
});
