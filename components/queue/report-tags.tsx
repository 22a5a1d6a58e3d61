'use client';

import {
  CircleIcon,
  EnvelopeClosedIcon,
  ExclamationmarkTriangleFillIcon,
  ExclamationmarkTriangleIcon,
  FileTextIcon,
  HourglassBottomFilledIcon,
  LinkIcon,
  MinusCircleIcon,
  NewspaperIcon,
  PadlockLockedIcon,
  PhoneIcon,
} from '@navikt/aksel-icons';
import { useTranslations } from 'next-intl';
import type { ChannelKind, Urgency } from '@/lib/domain/report';

const URGENCY = {
  acute: { Icon: ExclamationmarkTriangleFillIcon, look: 'bg-(--ax-bg-danger-strong) text-(--ax-text-danger-contrast) font-semibold' },
  high: { Icon: ExclamationmarkTriangleIcon, look: 'bg-(--ax-bg-warning-moderate) text-(--ax-text-warning) font-semibold' },
  normal: { Icon: CircleIcon, look: 'bg-(--ax-bg-info-soft) text-(--ax-text-info)' },
  not_a_report: { Icon: MinusCircleIcon, look: 'bg-(--ax-bg-neutral-soft) text-(--ax-text-neutral)' },
} as const;

/** The urgency by sign, word and colour, so that none of them has to be seen. */
export function UrgencyTag({ urgency }: { urgency: Urgency }) {
  const t = useTranslations('report');
  const { Icon, look } = URGENCY[urgency];
  return (
    <span className={`inline-flex w-fit items-center gap-1 rounded px-2 py-0.5 whitespace-nowrap ${look}`}>
      <Icon aria-hidden className="shrink-0" />
      {t(`urgency.${urgency}`)}
    </span>
  );
}

/** A report back in alarm, by sign and words: an assessment, or a decision on an inquiry, is owed and its time is running out. */
export function AlarmTag({ assessed }: { assessed: boolean }) {
  const t = useTranslations('report');
  return (
    <span className="inline-flex w-fit items-center gap-1 rounded bg-(--ax-bg-danger-strong) px-2 py-0.5 font-semibold text-(--ax-text-danger-contrast)">
      <HourglassBottomFilledIcon aria-hidden className="shrink-0" />
      {t(assessed ? 'alarm.undecided' : 'alarm.unassessed')}
    </span>
  );
}

const CHANNEL = {
  form: FileTextIcon,
  email: EnvelopeClosedIcon,
  secure_post: PadlockLockedIcon,
  phone: PhoneIcon,
  letter: NewspaperIcon,
  api: LinkIcon,
} as const;

export function ChannelTag({ kind }: { kind: ChannelKind }) {
  const t = useTranslations('report');
  const Icon = CHANNEL[kind];
  return (
    <span className="inline-flex items-center gap-1">
      <Icon aria-hidden className="shrink-0" />
      {t(`channel.${kind}`)}
    </span>
  );
}

/** Marks that a person should know of; a code without a text of ours is shown as it is rather than hidden. */
export function Flags({ flags }: { flags: readonly string[] }) {
  const t = useTranslations('report');
  if (flags.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1" aria-label={t('flagsLabel')}>
      {flags.map((flag) => (
        <li key={flag} className="inline-flex items-center gap-1 rounded border border-(--ax-border-warning) px-1.5 text-sm">
          <ExclamationmarkTriangleIcon aria-hidden className="shrink-0" />
          {t.has(`flags.${flag}`) ? t(`flags.${flag}`) : flag}
        </li>
      ))}
    </ul>
  );
}

/** The name of a rule in words. */
export function useRuleWords(): (rule: string) => string {
  const t = useTranslations('rules');
  return (rule) => (t.has(rule) ? t(rule) : rule);
}
