import { z } from 'zod';

const said = z.string().trim().min(1).max(1000).optional();
const long = z.string().max(1_000_000).optional();
const informed = z.object({ informed: z.boolean().optional(), informedReason: said });

const notifier = z.object({
  kind: z.enum(['private', 'professional', 'child', 'parent', 'unknown']).default('unknown').describe('Who reports'),
  anonymous: z.boolean().default(false).describe('The notifier wants to be unknown; professionals cannot be'),
  name: said,
  role: said,
  organisation: said,
  phone: said,
  email: said,
  reference: said.describe("The notifier's own reference of the matter"),
  wantsFeedback: z.boolean().optional().describe('The notifier asked for a confirmation or for feedback'),
});

const child = informed.extend({
  name: said,
  nationalId: said,
  birthDate: said.describe('As the notifier gave it; YYYY-MM-DD where it is a date'),
  address: said,
  whereabouts: said.describe('Where the child is now'),
  school: said,
  unborn: z.boolean().optional(),
});

const person = informed.extend({ name: said, phone: said, address: said, birthDate: said });

const attachment = z.object({
  name: z.string().min(1).max(255),
  mediaType: z.string().max(200).default('application/octet-stream'),
  content: z.base64().describe('The bytes of the file in base64 (RFC 4648, section 4)'),
});

/**
 * A report as a form vendor delivers it: the union of what the forms of Denmark, Norway and Sweden ask. Only the concern must be
 * there. What else the vendor's form asks goes into `otherAnswers`; a member that is not named here is shown to staff all the same.
 */
export const apiReport = z.looseObject({
  sentAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When the notifier sent the form: the law counts from then. Left out: when Mottak received it'),
  subject: said,
  danger: z.enum(['yes', 'no', 'unknown']).optional().describe('The answer to "is the child in danger now?"'),
  notifier: notifier.optional(),
  children: z.array(child).max(100).default([]),
  custodians: z.array(person).max(100).default([]),
  siblings: z.array(person).max(100).default([]),
  concern: z.string().trim().min(1).max(1_000_000).describe('What the notifier has seen or heard'),
  history: long.describe('What has happened before, and what has been done'),
  otherViews: long.describe('What others say of it'),
  allegedAbuser: said.describe('Whom the notifier suspects of abuse'),
  interpreter: said.describe('Language for which an interpreter is needed'),
  otherServices: said.describe('Other services that know the family'),
  otherAnswers: z
    .array(z.object({ label: z.string().max(1000), value: z.string().max(1_000_000) }))
    .max(500)
    .default([])
    .describe('What else the form asks, in its order'),
  attachments: z.array(attachment).max(100).default([]),
});

export type ApiReport = z.output<typeof apiReport>;

/** The answer to a delivery. */
export const deliveryAnswer = z.object({
  status: z.literal('stored'),
  receiptCode: z.string().describe('Proof for the notifier; asks /api/v1/receipts/{code}'),
  receivedAt: z.iso.datetime().describe('From when the law counts'),
  readable: z.boolean().describe('False: stored as it came and shown to staff, but not in the format of this document'),
  faults: z.record(z.string(), z.string()).optional().describe('Where it departs from the format: member, code'),
});

export const receiptAnswer = z.object({
  receiptCode: z.string(),
  storedAt: z.iso.datetime(),
  status: z.enum(['stored', 'seen', 'assessed']).describe('seen: a person has opened or acknowledged it'),
});

export const countsAnswer = z.object({
  timeZone: z.string(),
  days: z.array(z.object({ day: z.iso.date(), stored: z.int() })).describe('Every day of the period, also those with none'),
});

/** A failure, as problem+json (RFC 9457). */
export const problemAnswer = z.object({
  type: z.string(),
  status: z.int(),
  code: z.string(),
  fields: z.record(z.string(), z.string()),
  phone: z.string().optional().describe('Nothing was stored: show the notifier this number'),
});
