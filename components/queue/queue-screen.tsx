'use client';

import { Alert } from '@navikt/ds-react/Alert';
import { Button } from '@navikt/ds-react/Button';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Failure } from './failure';
import { LiveStatus } from './live-status';
import { LocalInstant } from './local-instant';
import { PlaceProvider } from './place';
import { QueueHelp } from './queue-help';
import { QueueList } from './queue-list';
import { QueueToolbar } from './queue-toolbar';
import { useAgree } from './use-agree';
import { useArrivals } from './use-arrivals';
import { useDebounced } from './use-debounced';
import { useLiveChanges } from './use-live-changes';
import { type QueueData, type QueueItem, type QueueView, type ShownQueue, useAcknowledge, useQueue } from './use-queue';
import { useQueueKeys } from './use-queue-keys';
import { useStoredSwitch } from './use-stored-switch';

type Props = { me: { id: string; name: string }; timeZone: string; initial: ShownQueue };

const MORE = 200;
const SEARCH_PAUSE_MS = 250;

/** The queue page: fresh by itself, usable with keyboard and screen reader, and honest about what it hides. */
export function QueueScreen({ me, timeZone, initial }: Props) {
  return (
    <PlaceProvider timeZone={timeZone} staffId={me.id} serverNow={initial.now}>
      <Screen me={me} initial={initial} />
    </PlaceProvider>
  );
}

function Screen({ me, initial }: Omit<Props, 'timeZone'>) {
  const t = useTranslations('queue');
  const live = useLiveChanges();
  const [chosen, setChosen] = useState({ filter: initial.view.filter, limit: initial.view.limit });
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), SEARCH_PAUSE_MS);
  const view: QueueView = { ...chosen, search };
  const { shown, error } = useQueue(view, initial);
  const acknowledge = useAcknowledge(me);
  const agreement = useAgree();
  const arrivals = useArrivals(initial.now, shown);
  const [help, setHelp] = useState(false);
  const [keysOn, setKeysOn] = useStoredSwitch('mottak-queue-keys');
  const searchRef = useRef<HTMLInputElement>(null);

  const take = (row: Pick<QueueItem, 'ref'>) => acknowledge.mutate({ ref: row.ref });
  const takeRef = (ref: string) => {
    if (shown.rows.some((row) => row.ref === ref && row.state === 'unacknowledged')) take({ ref });
  };
  const agreeRef = (ref: string) => {
    const row = shown.rows.find((each) => each.ref === ref && each.urgency === 'not_a_report');
    if (row) agreement.agree(row);
  };
  const keys = { acknowledge: takeRef, agree: agreeRef, undo: agreement.undo };
  useQueueKeys({ enabled: keysOn, ...keys, help: () => setHelp(true), search: () => searchRef.current?.focus() });

  const choose = (filter: QueueView['filter']) => {
    setChosen((before) => ({ ...before, filter }));
    window.history.replaceState(null, '', filter === 'all' ? '/queue' : `/queue?filter=${filter}`);
  };
  const showAll = () => {
    choose('all');
    setTyped('');
  };
  const filtered = shown.view.filter !== 'all' || shown.view.search !== '';

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Heading size="large" level="1">
          {t('title')}
        </Heading>
        <LiveStatus state={error ? 'reconnecting' : live} />
      </div>
      <QueueToolbar view={view} typed={typed} onFilter={choose} onSearch={setTyped} onHelp={() => setHelp(true)} searchRef={searchRef} />
      <Announcements arrivals={arrivals.count} acknowledged={acknowledge.isSuccess ? acknowledge.variables.ref : null} />
      <Agreed last={agreement.last} onUndo={agreement.undo} />
      <Failure error={agreement.failure?.error} before={agreement.failure ? t('notAgreed', { ref: agreement.failure.ref }) : undefined} />
      <Failure
        error={acknowledge.error}
        before={acknowledge.isError ? t('notAcknowledged', { ref: acknowledge.variables.ref }) : undefined}
      />
      {error ? <Stale error={error} since={shown.now} /> : null}
      {filtered ? <Hidden data={shown} onShowAll={showAll} /> : null}
      <QueueList
        data={shown}
        filtered={filtered}
        isNew={arrivals.isNew}
        onAcknowledge={take}
        onAgree={agreement.agree}
        onMore={() => setChosen((before) => ({ ...before, limit: before.limit + MORE }))}
      />
      {shown.counts.total === 0 ? <Empty asOf={shown.now} /> : null}
      <QueueHelp open={help} onClose={() => setHelp(false)} enabled={keysOn} onEnabled={setKeysOn} />
    </div>
  );
}

/** Said by a screen reader when it has time, and shown; focus stays where it is. */
function Announcements({ arrivals, acknowledged }: { arrivals: number; acknowledged: string | null }) {
  const t = useTranslations('queue');
  return (
    <div aria-live="polite" className="flex flex-wrap gap-x-4">
      {arrivals > 0 ? <BodyShort>{t('arrivals', { count: arrivals })}</BodyShort> : null}
      {acknowledged ? (
        <BodyShort>
          {t('youAcknowledged', { ref: acknowledged })}{' '}
          <Link href={`/reports/${acknowledged}`} className="underline">
            {t('openIt')}
          </Link>
        </BodyShort>
      ) : null}
    </div>
  );
}

/** What was just agreed with, and the way back. */
function Agreed({ last, onUndo }: { last: ReturnType<typeof useAgree>['last']; onUndo(): void }) {
  const t = useTranslations('queue');
  return (
    <div role="status" className="flex flex-wrap items-center gap-3">
      {last ? <BodyShort>{t(last.done, { ref: last.ref })}</BodyShort> : null}
      {last?.done === 'agreed' ? (
        <Button size="small" variant="secondary" onClick={onUndo}>
          {t('undo')}
        </Button>
      ) : null}
    </div>
  );
}

/** What is shown is old: the reader must know how old before relying on it. */
function Stale({ error, since }: { error: unknown; since: string }) {
  const t = useTranslations('queue');
  return (
    <div className="flex flex-col gap-1">
      <Failure error={error} reading />
      <BodyShort className="font-semibold">
        {t('stale')} <LocalInstant at={since} seconds />
      </BodyShort>
    </div>
  );
}

function Hidden({ data, onShowAll }: { data: QueueData; onShowAll(): void }) {
  const t = useTranslations('queue');
  const hidden = data.counts.total - data.matching;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 rounded border border-(--ax-border-info) bg-(--ax-bg-info-soft) px-3 py-1"
    >
      <span>{t('hidden', { shown: data.matching, hidden, plus: data.counts.capped.length > 0 ? '+' : '' })}</span>
      {hidden > 0 ? (
        <Button size="xsmall" variant="secondary" onClick={onShowAll}>
          {t('showAll')}
        </Button>
      ) : null}
    </div>
  );
}

function Empty({ asOf }: { asOf: string }) {
  const t = useTranslations('queue');
  return (
    <Alert variant="success">
      {t('empty')} {t('asOf')} <LocalInstant at={asOf} />.
    </Alert>
  );
}
