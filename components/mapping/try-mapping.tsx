'use client';

import { Button } from '@navikt/ds-react/Button';
import { TextField } from '@navikt/ds-react/TextField';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import type { Tried } from '@/lib/mapping/try-mapping';
import { type Draft, useTryMapping } from './use-mappings';

/** Shows what the fields as they are typed now would make of a stored mail, without anything that the mail says. */
export function TryMapping({ draft }: { draft: Draft }) {
  const t = useTranslations('mapping.try');
  const [ref, setRef] = useState('');
  const attempt = useTryMapping();
  const isOther = attempt.error instanceof ApiError && attempt.error.fields.ref === 'other-sender';
  const run = () =>
    attempt.mutate({ ref, senderPattern: draft.senderPattern, fields: draft.fields.map(({ label, field }) => ({ label, field })) });
  return (
    <section aria-labelledby="try-heading" className="flex flex-col items-start gap-2">
      <Heading level="3" size="xsmall" id="try-heading">
        {t('heading')}
      </Heading>
      <BodyShort size="small">{t('help')}</BodyShort>
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={t('ref')}
          size="small"
          value={ref}
          error={isOther ? t('otherSender') : undefined}
          onChange={(event) => setRef(event.target.value)}
        />
        <Button type="button" size="small" variant="secondary" loading={attempt.isPending} onClick={run}>
          {t('run')}
        </Button>
      </div>
      {isOther ? null : <Failure error={attempt.error} reading />}
      <div role="status">{attempt.data ? <Result tried={attempt.data} /> : null}</div>
    </section>
  );
}

function Result({ tried: { isForm, labels, hidden } }: { tried: Tried }) {
  const t = useTranslations('mapping');
  return (
    <div className="flex flex-col gap-2">
      <BodyShort>{t(isForm ? 'try.isForm' : 'try.noForm')}</BodyShort>
      <ul>
        {labels.map(({ label, field, length }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a form may hold a label twice, and the list never changes its order
          <li key={index} className="wrap-anywhere">
            {label}: {field ? t(`fields.${field}`) : t('try.unknown')} ({length > 0 ? t('try.filled', { length }) : t('try.empty')})
          </li>
        ))}
      </ul>
      {hidden > 0 ? <BodyShort size="small">{t('try.hidden', { count: hidden })}</BodyShort> : null}
    </div>
  );
}
