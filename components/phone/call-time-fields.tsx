'use client';

import { Button } from '@navikt/ds-react/Button';
import { TextField } from '@navikt/ds-react/TextField';
import { BodyShort, ErrorMessage } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DraftContent } from '@/lib/channels/phone/draft-content';
import { callInstant } from '@/lib/domain/call-time';
import { localDay, localTimeOfDay } from '@/lib/domain/local-time';

type Props = {
  content: DraftContent;
  change(part: Partial<DraftContent>): void;
  follows: boolean;
  now(): Date;
  timeZone: string;
  error: string | undefined;
};

/** Aksel's text field looks and validates alike with the browser's own date input, which its types leave out. */
const DATE = 'date' as 'text';

/** When the call began: the start of the law's clock, apart from when the note was written. */
export function CallTimeFields({ content, change, follows, now, timeZone, error }: Props) {
  const t = useTranslations('phone');
  const [left, setLeft] = useState(false);
  const result = callInstant(content.callDay, content.callTime, timeZone, now());
  const fault = left && 'fault' in result ? result.fault : error;
  const startedNow = () => change({ callDay: localDay(now(), timeZone), callTime: localTimeOfDay(now(), timeZone) });
  const field = {
    error: Boolean(fault),
    onBlur: () => setLeft(true),
    'aria-describedby': fault ? 'call-time-fault call-time-hint' : 'call-time-hint',
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-semibold">{t('call.legend')}</legend>
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          id="call-day"
          type={DATE}
          label={t('call.day')}
          value={content.callDay}
          max={localDay(now(), timeZone)}
          onChange={(event) => change({ callDay: event.target.value })}
          {...field}
        />
        <TextField
          id="call-time"
          type="time"
          label={t('call.time')}
          value={content.callTime}
          onChange={(event) => change({ callTime: event.target.value })}
          {...field}
        />
        <Button type="button" variant="secondary" onClick={startedNow}>
          {t('call.now')}
        </Button>
      </div>
      <BodyShort size="small" id="call-time-hint" className="text-(--ax-text-neutral-subtle)">
        {t(follows ? 'call.follows' : 'call.fixed')}
      </BodyShort>
      <div id="call-time-fault" aria-live="polite">
        {fault ? <ErrorMessage showIcon>{t(`errors.${fault}`)}</ErrorMessage> : null}
      </div>
    </fieldset>
  );
}
