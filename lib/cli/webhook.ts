import { addWebhook, removeWebhook } from '@/lib/channels/api/webhooks/add-webhook';
import { MottakError } from '@/lib/domain/errors';
import { env } from '@/lib/env';
import { demoSecret } from '@/lib/supervisor/instance';
import { type CommandContext, EXIT } from './command-context';

const BY = 'command-line';

/** `mottak add-webhook VENDOR URL --municipality SLUG`: prints the secret that its messages are signed with, once. */
export async function addWebhookCommand({ prisma, clock, options, print, complain }: CommandContext, words: string[]): Promise<number> {
  const [vendor, url] = words;
  const { municipality } = options;
  if (!vendor || !url || !municipality) {
    complain('mottak add-webhook VENDOR URL --municipality SLUG');
    return EXIT.usage;
  }
  const authSecret = env().AUTH_SECRET ?? (await demoSecret(env().DATA_DIR));
  try {
    print({ ...(await addWebhook(prisma, { municipality, vendor, url, createdBy: BY }, authSecret, clock())), vendor, municipality, url });
    complain('Give the secret to the vendor by a safe way. It is shown this once.');
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof MottakError)) throw error;
    complain(error.code === 'unknown-municipality' ? `There is no municipality ${municipality}.` : 'The URL must begin with https://.');
    return EXIT.failed;
  }
}

/** `mottak webhooks`: a line for each, with what waits and what was given up. */
export async function webhooksCommand({ prisma, options, print }: CommandContext): Promise<number> {
  const webhooks = await prisma.webhook.findMany({
    where: { removedAt: null, ...(options.municipality ? { municipality: { slug: options.municipality } } : {}) },
    include: { municipality: { select: { slug: true } } },
    orderBy: { createdAt: 'asc' },
  });
  for (const { id, vendor, url, createdAt, municipality } of webhooks) {
    const count = (where: object) => prisma.webhookDelivery.count({ where: { webhookId: id, ...where } });
    const [delivered, waiting, givenUp] = await Promise.all([
      count({ deliveredAt: { not: null } }),
      count({ nextTryAt: { not: null } }),
      count({ deliveredAt: null, nextTryAt: null }),
    ]);
    print({ id, municipality: municipality.slug, vendor, url, createdAt, delivered, waiting, givenUp });
  }
  return EXIT.done;
}

/** `mottak remove-webhook ID` */
export async function removeWebhookCommand({ prisma, clock, print, complain }: CommandContext, [id]: string[]): Promise<number> {
  if (!id?.match(/^[0-9a-f-]{36}$/i)) {
    complain('mottak remove-webhook ID');
    return EXIT.usage;
  }
  try {
    await removeWebhook(prisma, id, BY, clock());
    print({ id, removed: true });
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof MottakError)) throw error;
    complain(`There is no webhook ${id}.`);
    return EXIT.failed;
  }
}
