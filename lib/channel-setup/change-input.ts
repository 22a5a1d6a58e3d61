import { z } from 'zod';

const LONGEST_LIST = 50;
const line = z.string().trim().min(1).max(200);
const address = z.email().trim().toLowerCase().max(200);
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
  .max(200);

/** What an administrator types about a mailbox. An empty password leaves that of the mailbox which is changed. */
const mailbox = z.object({
  kind: z.literal('mailbox'),
  mailboxId: z.uuid().nullable(),
  name: line,
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:-]+$/)
    .max(200),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  username: line,
  password: z.string().max(1000),
  folders: z.array(line).min(1).max(LONGEST_LIST),
  doneFolder: line.nullable(),
  probeAddress: address.nullable(),
  active: z.boolean(),
});

const addresses = z.object({
  kind: z.literal('addresses'),
  mailAddresses: z.array(address).min(1).max(LONGEST_LIST),
  mailDomains: z.array(domain).min(1).max(LONGEST_LIST),
  closedAddresses: z.array(address).max(LONGEST_LIST),
  oldDomains: z.array(domain).max(LONGEST_LIST),
});

export const changeInput = z.discriminatedUnion('kind', [mailbox, addresses]);
export type ChangeInput = z.infer<typeof changeInput>;
