'use client';

import { Button } from '@navikt/ds-react/Button';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { RosterFailure } from './roster-failure';
import { useRosterChange } from './use-roster';

type Props = { path: string; body: unknown; what: string };

/** Ends an entry of the roster after asking once. `what` says to a screen reader which. */
export function EndButton({ path, body, what }: Props) {
  const t = useTranslations('roster.end');
  const [asked, setAsked] = useState(false);
  const change = useRosterChange(path);
  if (!asked)
    return (
      <Button size="small" variant="tertiary" aria-label={t('which', { what })} onClick={() => setAsked(true)}>
        {t('open')}
      </Button>
    );
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{t('which', { what })}</legend>
      <span>{t('question')}</span>
      <Button size="small" data-color="danger" loading={change.isPending} onClick={() => change.mutate(body)} autoFocus>
        {t('confirm')}
      </Button>
      <Button size="small" variant="tertiary" onClick={() => setAsked(false)}>
        {t('keep')}
      </Button>
      <RosterFailure error={change.error} />
    </fieldset>
  );
}
