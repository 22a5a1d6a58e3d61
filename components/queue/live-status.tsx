'use client';

import { ArrowsCirclepathIcon, CheckmarkCircleFillIcon } from '@navikt/aksel-icons';
import { useTranslations } from 'next-intl';
import type { LiveState } from './use-live-changes';

/** Whether what is on the screen follows along by itself. */
export function LiveStatus({ state }: { state: LiveState }) {
  const t = useTranslations('queue');
  const Icon = state === 'live' ? CheckmarkCircleFillIcon : ArrowsCirclepathIcon;
  const colour = state === 'live' ? 'text-(--ax-text-success)' : 'text-(--ax-text-danger)';
  return (
    <span role="status" className={`inline-flex items-center gap-1 text-sm ${colour}`} title={t(`live.${state}Help`)}>
      <Icon aria-hidden className="shrink-0" />
      {t(`live.${state}`)}
    </span>
  );
}
