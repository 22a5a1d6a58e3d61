'use client';

import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { RosterFailure } from './roster-failure';
import { useRosterChange } from './use-roster';

export type FormProps = { onDone(): void; onCancel(): void };
type Faults = Record<string, string>;

type Props = FormProps & {
  title: string;
  path: string;
  body: unknown;
  submit: string;
  children(fault: (field: string) => string | undefined): ReactNode;
};

/** A form that changes the roster. What was typed stays when it is refused, and each field says what is wrong with it. */
export function RosterForm({ title, path, body, submit, onDone, onCancel, children }: Props) {
  const t = useTranslations('roster');
  const change = useRosterChange(path);
  const [faults, setFaults] = useState<Faults>({});
  const send = () => {
    setFaults({});
    change.mutate(body, { onSuccess: onDone, onError: (error) => setFaults(error instanceof ApiError ? error.fields : {}) });
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Heading level="3" size="xsmall">
        {title}
      </Heading>
      {children((field) => faultText(t, faults[field]))}
      <RosterFailure error={change.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" loading={change.isPending}>
          {submit}
        </Button>
        <Button type="button" size="small" variant="tertiary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

export function faultText(t: ReturnType<typeof useTranslations<'roster'>>, code: string | undefined): string | undefined {
  if (!code) return undefined;
  return t.has(`faults.${code}`) ? t(`faults.${code}`) : t('faults.unknown');
}
