import webPush from 'web-push';
import { z } from 'zod';
import type { Db } from '@/lib/db/client';
import type { Env } from '@/lib/env';

/** The key pair by which push services know this installation, and whom they can write to (RFC 8292). Keys are base64url. */
export type VapidKeys = { subject: string; publicKey: string; privateKey: string };

const NAME = 'vapid';
const kept = z.object({ publicKey: z.string(), privateKey: z.string() });

type Settings = Pick<Env, 'VAPID_PUBLIC_KEY' | 'VAPID_PRIVATE_KEY' | 'VAPID_SUBJECT' | 'PUBLIC_URL'>;

/**
 * The keys that the environment names; else a pair that is made once and kept in the database, since browsers that subscribed
 * with one pair are lost to another. Of two processes that make one at the same time, both get the first.
 */
export async function vapidKeys(prisma: Db, env: Settings, now: Date): Promise<VapidKeys> {
  const subject = env.VAPID_SUBJECT ?? (env.PUBLIC_URL.startsWith('https:') ? env.PUBLIC_URL : 'mailto:mottak@localhost');
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = env;
  if (publicKey && privateKey) return { subject, publicKey, privateKey };
  return { subject, ...((await find(prisma)) ?? (await make(prisma, now))) };
}

async function find(prisma: Db) {
  const row = await prisma.instanceKey.findUnique({ where: { name: NAME } });
  return row && kept.parse(row.value);
}

async function make(prisma: Db, now: Date) {
  await prisma.instanceKey.createMany({
    data: [{ name: NAME, value: { ...webPush.generateVAPIDKeys() }, createdAt: now }],
    skipDuplicates: true,
  });
  const made = await find(prisma);
  if (!made) throw new Error('The key pair for web push was not kept.');
  return made;
}
