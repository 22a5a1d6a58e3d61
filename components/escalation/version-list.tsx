'use client';

import { Alert } from '@navikt/ds-react/Alert';
import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { EscalationFailure } from './escalation-failure';
import { PolicyChanges } from './policy-changes';
import { useEscalationChange, useShownPolicy } from './use-escalation';
import { useTimes } from './use-times';

/** The versions, newest first: since when, by whom, why, what each changed, and the way back. */
export function VersionList() {
  const t = useTranslations('escalation.versions');
  const { view } = useShownPolicy();
  const { withYear } = useTimes();
  return (
    <section aria-labelledby="versions" className="flex flex-col gap-3">
      <Heading level="2" size="small" id="versions">
        {t('heading')}
      </Heading>
      <ol className="flex flex-col gap-3" data-testid="versions">
        {view.versions.map(({ version, at, by, note, policy }, index) => {
          const before = view.versions[index + 1];
          return (
            <li key={version} className="rounded border border-(--ax-border-neutral-subtle) p-3">
              <p>
                <strong>{t('version', { version })}</strong> · {t('since', { time: withYear(at), by: by ?? t('mottak') })}
                {version === view.version ? ` · ${t('inForce')}` : ''}
              </p>
              {note ? <p>“{note}”</p> : null}
              {before ? (
                <details>
                  <summary className="cursor-pointer underline">{t('changed', { version: before.version })}</summary>
                  <PolicyChanges before={before.policy} after={policy} />
                </details>
              ) : null}
              {version === view.version ? null : <Restore version={version} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Restore({ version }: { version: number }) {
  const t = useTranslations('escalation');
  const { view, mayEdit } = useShownPolicy();
  const [asked, setAsked] = useState(false);
  const change = useEscalationChange('/restore');
  if (!mayEdit) return null;
  const isRefused = change.error instanceof ApiError && change.error.code === 'invalid-input';
  if (!asked)
    return (
      <Button size="small" variant="tertiary" onClick={() => setAsked(true)}>
        {t('versions.restore', { version })}
      </Button>
    );
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span>{t('versions.question', { version })}</span>
      <Button
        size="small"
        loading={change.isPending}
        onClick={() => change.mutate({ version, note: t('versions.restoreNote', { version }), seen: view.version })}
      >
        {t('versions.confirm')}
      </Button>
      <Button size="small" variant="tertiary" onClick={() => setAsked(false)}>
        {t('editor.cancel')}
      </Button>
      {isRefused ? (
        <Alert variant="error" size="small">
          {t('versions.refused')}
        </Alert>
      ) : (
        <EscalationFailure error={change.error} />
      )}
    </div>
  );
}
