import type { PgBoss } from 'pg-boss';
import type { Db, Tx } from '@/lib/db/client';
import { MEANS, type Means, nextMeans, reachable } from '@/lib/domain/means';
import { log } from '@/lib/log';
import { addressOf, type Contact, contactPoints } from './contact-points';
import { createNotices, type NewNotice } from './create-notices';
import { isNeeded, type LoadedNotice, loadNotice, NOTICE_TRANSACTION } from './load-notice';
import { type NextPeople, nextPeopleUp } from './next-people';
import { recordOnTrail } from './record-on-trail';
import { findSiblings, type Sibling } from './sibling-notices';

export type PassOnDeps = {
  prisma: Db;
  jobs: PgBoss;
  /** The means that this installation has set up, besides mail. */
  gateways?: readonly { means: Means }[];
  /** Whom a step tells next; by parts upward where left out. */
  nextPeople?: NextPeople;
};

/** other-means: the same person, another way. next-person: somebody else. carried: another notice of the step is on its way. */
export type Passed = 'other-means' | 'next-person' | 'carried' | 'nobody-left' | 'nothing';

/**
 * Goes on past a notice that reaches nobody (promise 5), once, and while the notice itself is still tried: first by a means not yet
 * tried on the same person for this step, then to the next people. Nobody else is told while another notice of the same step has
 * arrived or is still on its way; the last one that fails carries the step on. Each hop stands on the report's trail.
 */
export async function passOn(deps: PassOnDeps, noticeId: string, now: Date): Promise<Passed> {
  return deps.prisma.$transaction(async (tx) => {
    const notice = await loadNotice(tx, noticeId);
    if (!notice || notice.passedOnAt || !['queued', 'sending', 'failed'].includes(notice.status)) return 'nothing';
    await tx.notice.update({ where: { id: noticeId }, data: { passedOnAt: now } });
    if (notice.kind === 'digest' || notice.kind === 'test' || !isNeeded(notice)) return 'nothing';
    const siblings = await findSiblings(tx, notice, now);
    return hop({ tx, deps, notice, siblings, now });
  }, NOTICE_TRANSACTION);
}

type Hop = { tx: Tx; deps: PassOnDeps; notice: LoadedNotice; siblings: Sibling[]; now: Date };

async function hop(step: Hop): Promise<Passed> {
  const mine = step.siblings.filter(({ recipientId }) => recipientId !== null && recipientId === step.notice.recipient?.id);
  if (mine.some(({ status }) => status === 'sent')) return 'nothing';
  if (await tellByOtherMeans(step, mine)) return 'other-means';
  const others = step.siblings.filter(({ id }) => id !== step.notice.id);
  if (others.some(({ status }) => status === 'sent')) return 'nothing';
  if (others.some(({ status, passedOnAt }) => passedOnAt === null && (status === 'queued' || status === 'sending'))) return 'carried';
  return tellNextPeople(step);
}

const configured = ({ gateways = [] }: PassOnDeps): Means[] => ['email', ...gateways.map(({ means }) => means)];

async function tellByOtherMeans({ tx, deps, notice, now }: Hop, mine: Sibling[]): Promise<boolean> {
  const { recipient, lastError: code } = notice;
  const contact = recipient && (await contactPoints(tx, [recipient.id])).get(recipient.id);
  if (!contact) return false;
  const tried = [notice.means, ...mine.map(({ means }) => means)];
  const means = nextMeans(reachable(contact, MEANS, configured(deps)), tried);
  if (!means) return false;
  const made = await createNotices(tx, deps.jobs, [copyFor(notice, contact, means, notice.audience, now)]);
  if (made > 0) await recordOnTrail(tx, notice, 'notice.other_means', { code, to: means }, now);
  return made > 0;
}

async function tellNextPeople({ tx, deps, notice, siblings, now }: Hop): Promise<Passed> {
  const told = [notice, ...siblings.map(({ recipientId }) => ({ recipient: recipientId ? { id: recipientId } : null }))].flatMap(
    ({ recipient }) => (recipient ? [recipient.id] : []),
  );
  const { municipalityId, audience, lastError: code } = notice;
  const next = await (deps.nextPeople ?? nextPeopleUp)(tx, { municipalityId, audience, told }, now);
  const contacts = [...(await contactPoints(tx, next?.people.map(({ id }) => id) ?? [])).values()];
  const failing = [notice.means, ...siblings.filter(({ lastError }) => lastError !== null).map(({ means }) => means)];
  const copies = contacts.flatMap((contact) => {
    const means = nextMeans(reachable(contact, MEANS, configured(deps)), [], failing);
    return means ? [copyFor(notice, contact, means, next?.audience ?? null, now)] : [];
  });
  if (copies.length === 0) {
    log().error({ noticeId: notice.id }, 'a notice reaches nobody, and nobody is left to tell');
    await recordOnTrail(tx, notice, 'notice.nobody_left', { code }, now);
    return 'nobody-left';
  }
  await createNotices(tx, deps.jobs, copies);
  const recipients = copies.map(({ recipientId }) => recipientId);
  await recordOnTrail(tx, notice, 'notice.passed_on', { code, audience: next?.audience, recipients }, now);
  return 'next-person';
}

/** The same message to another address. Its key names the notice that it follows, so that it is made once. */
function copyFor(notice: LoadedNotice, contact: Contact, means: Means, audience: string | null, now: Date): NewNotice {
  const { municipalityId, kind, clock, about, body } = notice;
  return {
    municipalityId,
    kind,
    clock,
    means,
    audience,
    idempotencyKey: `after:${notice.id}:${contact.id}:${means}`,
    reportId: kind === 'escalation' ? about[0]?.report.id : null,
    recipientId: contact.id,
    address: addressOf(contact, means),
    createdAt: now,
    escalationIds: about.map(({ escalationId }) => escalationId),
    ...(body === null ? {} : { body }),
  };
}
