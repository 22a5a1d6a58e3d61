import { addApiKey } from '@/lib/channels/api/add-api-key';
import { SCOPES, type Scope } from '@/lib/channels/api/api-key';
import { revokeApiKey } from '@/lib/channels/api/revoke-api-key';
import { MottakError } from '@/lib/domain/errors';
import { type CommandContext, EXIT } from './command-context';

const BY = 'command-line';

/** `mottak add-api-key VENDOR --municipality SLUG --scope S… [--address A…] [--expires INSTANT]`: prints the key, once. */
export async function addApiKeyCommand({ prisma, clock, options, print, complain }: CommandContext, [vendor]: string[]): Promise<number> {
  const { municipality, scope = [], address = [], expires } = options;
  const scopes = scope.filter((one): one is Scope => SCOPES.some((known) => known === one));
  const expiresAt = expires === undefined ? null : new Date(expires);
  const wrong = !vendor || !municipality || scopes.length === 0 || scopes.length < scope.length;
  if (wrong || (expiresAt && Number.isNaN(expiresAt.getTime()))) {
    complain(`mottak add-api-key VENDOR --municipality SLUG --scope ${SCOPES.join('|')}… [--address A]… [--expires INSTANT]`);
    return EXIT.usage;
  }
  try {
    const wanted = { municipality, vendor, scopes, addresses: address, expiresAt, createdBy: BY };
    const { id, key } = await addApiKey(prisma, wanted, clock());
    print({ id, vendor, municipality, scopes, key });
    complain('Give the key to the vendor by a safe way. It is shown this once and stored nowhere.');
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof MottakError)) throw error;
    complain(
      error.code === 'unknown-municipality' ? `There is no municipality ${municipality}.` : 'A vendor is named by a-z, 0-9 and "-".',
    );
    return EXIT.failed;
  }
}

/** `mottak revoke-api-key ID`: the key opens nothing any more. */
export async function revokeApiKeyCommand({ prisma, clock, print, complain }: CommandContext, [id]: string[]): Promise<number> {
  if (!id?.match(/^[0-9a-f-]{36}$/i)) {
    complain('mottak revoke-api-key ID');
    return EXIT.usage;
  }
  try {
    await revokeApiKey(prisma, id, BY, clock());
    print({ id, revoked: true });
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof MottakError)) throw error;
    complain(`There is no key ${id}.`);
    return EXIT.failed;
  }
}

/** `mottak api-keys [--municipality SLUG]`: a line for each key, without the key. */
export async function apiKeysCommand({ prisma, options, print }: CommandContext): Promise<number> {
  const keys = await prisma.apiKey.findMany({
    where: options.municipality ? { municipality: { slug: options.municipality } } : {},
    include: { municipality: { select: { slug: true } } },
    orderBy: { createdAt: 'asc' },
  });
  for (const { id, vendor, scopes, addresses, createdBy, createdAt, expiresAt, revokedAt, municipality } of keys)
    print({ id, municipality: municipality.slug, vendor, scopes, addresses, createdBy, createdAt, expiresAt, revokedAt });
  return EXIT.done;
}
