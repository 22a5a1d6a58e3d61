'use client';

import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useLocalTime } from '@/components/overview/ticking';
import { Failure } from '@/components/queue/failure';
import { type ProbeView, useAskProbe } from './use-channels';

const STATUS = { waiting: 'info', 'under-way': 'info', arrived: 'success', unsent: 'error', missing: 'error' } as const;

/** The latest test message to each address, and a button for another. `changeId`: of a change that is not decided. */
export function ProbeList({ probes, changeId }: { probes: ProbeView[]; changeId: string | null }) {
  const latest = [...new Map([...probes].reverse().map((probe) => [probe.address, probe])).values()];
  return (
    <ul className="flex flex-col gap-2">
      {latest.map((probe) => (
        <li key={probe.address}>
          <Probe probe={probe} changeId={changeId} />
        </li>
      ))}
    </ul>
  );
}

/** How one test message stands. */
export function Probe({ probe, changeId }: { probe: ProbeView; changeId: string | null }) {
  const t = useTranslations('channels');
  const ask = useAskProbe();
  const words = useProbeWords();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <InlineMessage status={STATUS[probe.state]} size="small">
        <span className="wrap-anywhere">
          {probe.address}: {words(probe)}
        </span>
      </InlineMessage>
      {probe.state === 'waiting' || probe.state === 'under-way' ? null : (
        <AskProbe address={probe.address} onAsk={() => ask.mutate({ address: probe.address, changeId })} pending={ask.isPending} />
      )}
      <Failure error={ask.error} before={t('probe.notAsked')} />
    </div>
  );
}

/** An address to which no test message has been sent. */
export function NoProbe({ address }: { address: string }) {
  const t = useTranslations('channels');
  const ask = useAskProbe();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <BodyShort size="small" className="wrap-anywhere">
        {address}: {t('probe.none')}
      </BodyShort>
      <AskProbe address={address} onAsk={() => ask.mutate({ address, changeId: null })} pending={ask.isPending} />
      <Failure error={ask.error} before={t('probe.notAsked')} />
    </div>
  );
}

function AskProbe({ address, onAsk, pending }: { address: string; onAsk(): void; pending: boolean }) {
  const t = useTranslations('channels');
  return (
    <Button size="xsmall" variant="tertiary" loading={pending} onClick={onAsk} aria-label={t('probe.sendTo', { address })}>
      {t('probe.send')}
    </Button>
  );
}

function useProbeWords(): (probe: ProbeView) => string {
  const t = useTranslations('channels');
  const time = useLocalTime();
  return ({ state, sentAt, arrivedAt, arrivedBy, problem }) => {
    const sent = sentAt ? time(new Date(sentAt)) : '';
    if (state === 'arrived' && sentAt && arrivedAt) {
      const seconds = Math.max(0, Math.round((Date.parse(arrivedAt) - Date.parse(sentAt)) / 1000));
      return t('probe.arrived', { time: sent, seconds, by: arrivedBy === 'smtp' ? t('probe.listener') : (arrivedBy ?? '') });
    }
    return t(`probe.${state}`, { time: sent, problem: problem ?? '' });
  };
}
