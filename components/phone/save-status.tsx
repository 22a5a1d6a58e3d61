'use client';

import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/link-button';
import { useDateFormat } from '@/components/ui/use-date-format';
import { TIME_WITH_SECONDS } from '@/lib/i18n/format-instant';
import type { SaveState } from './draft-saver';

/** Whether what is typed is on the server, and since when it is not. Only the failure speaks up; savings come every few seconds. */
export function SaveStatus({ state, timeZone }: { state: SaveState; timeZone: string }) {
  const t = useTranslations('phone');
  const format = useDateFormat(timeZone);
  const clock = (at: Date) => format(at, TIME_WITH_SECONDS);
  if (state.status === 'failing') {
    return (
      <div role="alert">
        <InlineMessage status="error">
          <strong>{t('save.notSince', { time: clock(state.since) })}</strong>{' '}
          {t(`save.why.${state.code === 'not-signed-in' || state.code === 'invalid-input' ? state.code : 'other'}`)}
        </InlineMessage>
      </div>
    );
  }
  if (state.status === 'saved')
    return (
      <InlineMessage status="success" data-testid="saved">
        {t('save.saved', { time: clock(state.at) })}
      </InlineMessage>
    );
  return (
    <BodyShort className="text-(--ax-text-neutral-subtle)">
      {state.status === 'typing' ? t('save.typing') : state.status === 'empty' ? t('save.empty') : ''}
    </BodyShort>
  );
}

/** The draft went on elsewhere: what is here is kept only when the call taker says how. */
export function TakenAlert({ state, timeZone, draftId, onKeep }: { state: SaveState; timeZone: string; draftId: string; onKeep(): void }) {
  const t = useTranslations('phone');
  const format = useDateFormat(timeZone);
  if (state.status !== 'taken') return null;
  const time = format(state.since, TIME_WITH_SECONDS);
  return (
    <LocalAlert status="error" as="div">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{state.ref ? t('taken.submitted', { ref: state.ref }) : t('taken.elsewhere')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p>{t('taken.unsaved', { time })}</p>
        <div className="mt-4 flex flex-wrap gap-3">
          <Button type="button" size="small" onClick={onKeep}>
            {t('taken.keep')}
          </Button>
          <LinkButton size="small" variant="secondary" href={state.ref ? `/phone/receipt/${state.ref}` : `/phone?draft=${draftId}`}>
            {state.ref ? t('taken.receipt') : t('taken.show')}
          </LinkButton>
        </div>
      </LocalAlert.Content>
    </LocalAlert>
  );
}
