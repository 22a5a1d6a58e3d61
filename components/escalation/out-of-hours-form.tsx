'use client';

import { Button } from '@navikt/ds-react/Button';
import { TextField } from '@navikt/ds-react/TextField';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { EscalationFailure } from './escalation-failure';
import { useEscalationChange, useShownPolicy } from './use-escalation';

const FIELDS = ['name', 'email', 'mobile'] as const;

/** Which service answers at night, for those who may change it; the others read who it is. */
export function OutOfHoursForm() {
  const t = useTranslations('escalation');
  const { view, mayEdit } = useShownPolicy();
  const { outOfHours } = view;
  const [typed, setTyped] = useState({ name: outOfHours?.name ?? '', email: outOfHours?.email ?? '', mobile: outOfHours?.mobile ?? '' });
  const change = useEscalationChange('/out-of-hours');
  const fields = change.error instanceof ApiError ? change.error.fields : {};
  const known = [outOfHours?.name, outOfHours?.email, outOfHours?.mobile].filter(Boolean).join(', ');
  return (
    <section aria-labelledby="out-of-hours" className="flex flex-col gap-3">
      <Heading level="2" size="small" id="out-of-hours">
        {t('outOfHours.heading')}
      </Heading>
      <BodyShort data-testid="out-of-hours">{known || t('outOfHours.none')}</BodyShort>
      {mayEdit ? (
        <form
          noValidate
          className="flex flex-col items-start gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate(typed);
          }}
        >
          <BodyShort size="small">{t('outOfHours.help')}</BodyShort>
          <div className="flex flex-wrap items-start gap-4">
            {FIELDS.map((field) => (
              <TextField
                key={field}
                id={`out-of-hours-${field}`}
                size="small"
                label={t(`outOfHours.${field}`)}
                value={typed[field]}
                onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
                error={fields[field] ? t(`faults.${fields[field]}`) : undefined}
              />
            ))}
          </div>
          {Object.keys(fields).length === 0 ? <EscalationFailure error={change.error} /> : null}
          <Button type="submit" size="small" variant="secondary" loading={change.isPending}>
            {t('outOfHours.save')}
          </Button>
          <p role="status">{change.isSuccess ? t('stored') : ''}</p>
        </form>
      ) : null}
    </section>
  );
}
