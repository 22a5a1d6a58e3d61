'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { isAlive, secondsBetween } from '@/lib/domain/heartbeat';
import { Age, useLocalTime, useTickingNow } from './ticking';
import type { OverviewAnswer } from './use-overview';

/** Says that the figures are old, since nothing new came. */
export function StaleBanner({ at, failure }: { at: Date; failure: string | null }) {
  const t = useTranslations('overview.stale');
  const time = useLocalTime();
  if (!failure) return null;
  return (
    <LocalAlert status="error" as="div">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{t('title', { time: time(at) })}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>{t(failure === 'not-signed-in' ? 'signedOut' : 'unreachable')}</LocalAlert.Content>
    </LocalAlert>
  );
}

/** Whether the machinery works that reads, warns and tells: in words, with the age of the proof. */
export function MachineStatus({ overview: { worker, lateSteps, unsentNotices } }: { overview: OverviewAnswer }) {
  const t = useTranslations('overview.machine');
  const seen = worker.lastSeenAt === null ? null : new Date(worker.lastSeenAt);
  const alive = isAlive(useSecondsSince(seen));
  return (
    <section aria-label={t('heading')} className="flex flex-col gap-3">
      {alive ? null : <WorkerDown never={seen === null} />}
      <div className="flex flex-wrap gap-x-8 gap-y-2">
        {alive && seen ? (
          <Line status="success" id="worker-alive">
            {t.rich('alive', { age: () => <Age of={seen} /> })}
          </Line>
        ) : null}
        {!alive && seen ? <Line status="error">{t.rich('lastSeen', { age: () => <Age of={seen} /> })}</Line> : null}
        {lateSteps.count > 0 && lateSteps.oldest ? (
          <Line status="error">
            {t.rich('lateSteps', { count: lateSteps.count, age: () => <Age of={new Date(lateSteps.oldest as string)} /> })}
          </Line>
        ) : null}
        <UnsentNotices notices={unsentNotices} />
      </div>
    </section>
  );
}

function useSecondsSince(seen: Date | null): number | null {
  const now = useTickingNow();
  return seen && secondsBetween(seen, now);
}

/** Spoken once, so the age that grows every second stands outside of it. */
function WorkerDown({ never }: { never: boolean }) {
  const t = useTranslations('overview.machine');
  return (
    <LocalAlert status="error" as="div" data-testid="worker-down">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{t(never ? 'never' : 'silent')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>{t('consequence')}</LocalAlert.Content>
    </LocalAlert>
  );
}

function UnsentNotices({ notices: { queued, failing, oldest } }: { notices: OverviewAnswer['unsentNotices'] }) {
  const t = useTranslations('overview.machine');
  if (!oldest) return <Line status="success">{t('allSent')}</Line>;
  const age = () => <Age of={new Date(oldest)} />;
  return (
    <Line status={failing > 0 ? 'error' : 'info'}>
      {t.rich(failing > 0 ? 'noticesFailing' : 'noticesQueued', { queued, failing, age })}
    </Line>
  );
}

function Line({ status, id, children }: { status: 'success' | 'info' | 'error'; id?: string; children: ReactNode }) {
  return (
    <InlineMessage status={status} data-testid={id}>
      <span>{children}</span>
    </InlineMessage>
  );
}
