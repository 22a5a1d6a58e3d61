import { z } from 'zod';

/** A text that may be absent; anything else than text counts as absent, so that one odd field never loses a message. */
const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value ?? '');
const flag = z
  .boolean()
  .nullish()
  .catch(false)
  .transform((value) => value ?? false);
const instant = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => {
    const date = value ? new Date(value) : null;
    return date && !Number.isNaN(date.getTime()) ? date : null;
  });

const attachment = z.object({
  id: z.string().min(1),
  fileName: text,
  displayName: text,
  isEncrypted: flag,
  /** MD5 of the file, in hexadecimal digits. */
  checksum: text,
  dataType: text,
  /** When Altinn deletes the file; the message stays. */
  expirationTime: instant,
});

const content = z.object({
  language: text,
  messageTitle: text,
  messageSummary: text,
  messageBody: text,
  attachments: z
    .array(z.unknown())
    .nullish()
    .catch([])
    .transform((items) => (items ?? []).flatMap((item) => attachment.safeParse(item).data ?? [])),
});

/** The fields of an answer to GET /{correspondenceId} that Mottak uses (schema CorrespondenceOverviewExt of the Correspondence API v1). */
export const overviewSchema = z.object({
  correspondenceId: z.string().min(1),
  resourceId: text,
  sender: text,
  messageSender: text,
  sendersReference: text,
  recipient: text,
  status: text,
  created: instant,
  requestedPublishTime: instant,
  published: instant,
  dueDateTime: instant,
  isConfirmationNeeded: flag,
  isConfidential: flag,
  content: content.nullish().catch(null),
});

export type Overview = z.infer<typeof overviewSchema>;
export type OverviewAttachment = z.infer<typeof attachment>;

/** The answer to GET with a query (schema CorrespondencesExt). */
export const listSchema = z.object({ ids: z.array(z.string().min(1)).nullable() });

/** An error answer (problem details): Altinn's code stands in `errorCode`, and in `code` as e.g. "CORR-01025". */
export const problemSchema = z.object({ errorCode: z.number().optional().catch(undefined), code: z.string().optional().catch(undefined) });
