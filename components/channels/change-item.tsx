'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useLocalTime } from '@/components/overview/ticking';
import { ChangeFacts } from './change-facts';
import { DecideForm } from './decide-form';
import { ProbeList } from './probe-list';
import type { ChangeView } from './use-channels';

/** One change: what it says, what came of trying it, and who has decided or may. */
export function ChangeItem({ change }: { change: ChangeView }) {
  const t = useTranslations('channels');
  const time = useLocalTime();
  const { content, proposedBy, proposedAt, decision, decidedBy, decidedAt, reason } = change;
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-(--ax-border-neutral-subtle) p-4" data-testid="channel-change">
      <Heading level="3" size="xsmall" className="wrap-anywhere">
        {content.kind === 'addresses' ? t('change.addresses') : t(`change.${wordOf(content)}`, { name: content.name })}
      </Heading>
      <BodyShort size="small">{t('change.proposed', { name: proposedBy, time: time(new Date(proposedAt)) })}</BodyShort>
      {decision && decidedBy && decidedAt ? (
        <BodyShort size="small" weight="semibold">
          {t(`change.${decision}`, { name: decidedBy, time: time(new Date(decidedAt)) })}
          {reason ? ` “${reason}”` : null}
        </BodyShort>
      ) : null}
      <ChangeFacts content={content} />
      {decision ? null : (
        <>
          <Trial change={change} />
          <ProbeList probes={change.probes} changeId={change.id} />
          <DecideForm change={change} />
        </>
      )}
    </article>
  );
}

function wordOf({ mailboxId, active }: { mailboxId: string | null; active: boolean }): 'new' | 'off' | 'changed' {
  if (!active) return 'off';
  return mailboxId ? 'changed' : 'new';
}

/** What was seen when the mailbox was opened, or why it does not open. */
function Trial({ change: { content, triedAt, problem, seen } }: { change: ChangeView }) {
  const t = useTranslations('channels');
  const tProblem = useTranslations('overview.channels.problems');
  if (content.kind === 'addresses') return null;
  if (!triedAt) return <BodyShort role="status">{t('change.trying')}</BodyShort>;
  if (problem)
    return (
      <InlineMessage status="error" size="small">
        <span>
          <strong>{t('change.problem')}</strong> {tProblem.has(problem) ? tProblem(problem) : problem}
        </span>
      </InlineMessage>
    );
  return (
    <ul className="flex flex-col gap-1">
      {seen.map(({ folder, mails }) => (
        <li key={folder} className="wrap-anywhere">
          <FolderName folder={folder} />: {mails === null ? t('change.noFolder') : t('change.mails', { count: mails })}
        </li>
      ))}
    </ul>
  );
}

/** A folder by its path, or in words what it is used for. */
function FolderName({ folder }: { folder: string }) {
  const t = useTranslations('overview.channels');
  return <>{folder === '\\Junk' ? t('junk') : folder}</>;
}
