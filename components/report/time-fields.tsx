'use client';

import { TextField } from '@navikt/ds-react/TextField';
import { ErrorMessage } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { useNow, usePlace } from '@/components/queue/place';
import { localDay, localTimeOfDay } from '@/lib/domain/local-time';

/** Aksel's text field looks and validates alike with the browser's own date input, which its types leave out. */
const DATE = 'date' as 'text';

export type GivenTime = { day: string; time: string };

/**
 * A date and a time in the municipality's zone. They show the instant `start` until somebody changes them; `given` is undefined until
 * then, so that "now" is the server's.
 */
export function useTimeFields(start: Date) {
  const { timeZone } = usePlace();
  const [given, setGiven] = useState<GivenTime>();
  const [first] = useState(() => ({ day: localDay(start, timeZone), time: localTimeOfDay(start, timeZone) }));
  const shown = given ?? first;
  return { given, shown, change: (part: Partial<GivenTime>) => setGiven({ ...shown, ...part }) };
}

type Props = { legend: string; fields: ReturnType<typeof useTimeFields>; fault: string | undefined };

export function TimeFields({ legend, fields: { shown, change }, fault }: Props) {
  const t = useTranslations('report');
  const { timeZone } = usePlace();
  const today = localDay(useNow(), timeZone);
  const faultId = useId();
  const field = { error: Boolean(fault), 'aria-describedby': fault ? faultId : undefined };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-semibold">{legend}</legend>
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          type={DATE}
          label={t('time.day')}
          value={shown.day}
          max={today}
          onChange={(event) => change({ day: event.target.value })}
          {...field}
        />
        <TextField
          type="time"
          label={t('time.time')}
          value={shown.time}
          onChange={(event) => change({ time: event.target.value })}
          {...field}
        />
      </div>
      <div id={faultId} aria-live="polite">
        {fault ? (
          <ErrorMessage showIcon>{t.has(`time.fault.${fault}`) ? t(`time.fault.${fault}`) : t('time.fault.not-a-time')}</ErrorMessage>
        ) : null}
      </div>
    </fieldset>
  );
}
