'use client';

import { Button } from '@navikt/ds-react/Button';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import { type ActPath, type ReportView, useAct } from './use-report';

type Faults = Record<string, string>;

export type FormProps = {
  report: ReportView;
  /** The version of the report that the person has seen. */
  seen: number;
  /** The report changed meanwhile; the person has been told. */
  onChanged(): void;
  onDone(): void;
  onCancel(): void;
};

/** What is sent, or which fields are at fault. */
export type Given = { body: Record<string, unknown> } | { faults: Faults };

type Props = FormProps & {
  path: ActPath;
  read(): Given;
  onFaults(faults: Faults): void;
  children: ReactNode;
};

/**
 * A form that acts on a report. It sends the version that was on the screen when it was opened, so that nobody overwrites what they
 * have not seen, and keeps everything typed when the act fails.
 */
export function ActForm({ report, seen, path, read, onFaults, onChanged, onDone, onCancel, children }: Props) {
  const t = useTranslations('report');
  const act = useAct(report.ref, path);
  const send = () => {
    const given = read();
    onFaults('faults' in given ? given.faults : {});
    if ('faults' in given) return;
    act.mutate(
      { ...given.body, version: seen },
      {
        onSuccess: onDone,
        onError: (error) => {
          if (!(error instanceof ApiError)) return;
          onFaults(error.fields);
          if (error.code === 'changed-meanwhile') onChanged();
        },
      },
    );
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      data-testid={`form-${path}`}
    >
      {children}
      <Failure error={act.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" loading={act.isPending}>
          {t(`act.${path}.submit`)}
        </Button>
        <Button type="button" variant="tertiary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
