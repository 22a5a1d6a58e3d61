'use client';

import { Button } from '@navikt/ds-react/Button';
import { TextField } from '@navikt/ds-react/TextField';
import { BodyShort, ErrorMessage } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import { type HandedIn, type LetterDraft, useHandIn } from './use-letter';

type Props = { today: string; isNext: boolean; onStored(letter: HandedIn): void };

const EMPTY: LetterDraft = { day: '', time: '', sender: '', child: '', pages: [] };
/** Aksel's text field looks and validates alike with the browser's own date input, which its types leave out. */
const DATE = 'date' as 'text';

/** A scan and its date stamp. What was chosen and typed stays until it is stored. */
export function LetterForm({ today, isNext, onStored }: Props) {
  const t = useTranslations('letter');
  const [draft, setDraft] = useState(EMPTY);
  const change = (part: Partial<LetterDraft>) => setDraft({ ...draft, ...part });
  const form = useRef<HTMLFormElement>(null);
  const handIn = useHandIn(onStored);
  const fields = handIn.error instanceof ApiError ? handIn.error.fields : {};
  const isFaulty = Object.keys(fields).length > 0;
  const fault = (code: string | undefined) => (code ? t(`faults.${code}`) : undefined);
  useEffect(() => {
    if (isNext) form.current?.querySelector('input')?.focus();
  }, [isNext]);
  useEffect(() => {
    if (isFaulty) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [isFaulty]);
  return (
    <form
      ref={form}
      noValidate
      aria-label={t('title')}
      className="flex flex-col items-start gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!handIn.isPending) handIn.mutate(draft);
      }}
    >
      <Pages pages={draft.pages} fault={fault(fields.pages)} onChoose={(pages) => change({ pages })} />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-semibold">{t('stamp.legend')}</legend>
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            type={DATE}
            label={t('stamp.day')}
            max={today}
            value={draft.day}
            error={fault(fields.day)}
            onChange={(event) => change({ day: event.target.value })}
          />
          <TextField type="time" label={t('stamp.time')} value={draft.time} onChange={(event) => change({ time: event.target.value })} />
          <Button type="button" variant="secondary" onClick={() => change({ day: today })}>
            {t('stamp.today')}
          </Button>
        </div>
        <BodyShort size="small">{t('stamp.help')}</BodyShort>
      </fieldset>
      <TextField
        label={t('child')}
        className="w-full max-w-md"
        autoComplete="off"
        value={draft.child}
        error={fault(fields.child)}
        onChange={(event) => change({ child: event.target.value })}
      />
      <TextField
        label={t('sender')}
        className="w-full max-w-md"
        autoComplete="off"
        value={draft.sender}
        error={fault(fields.sender)}
        onChange={(event) => change({ sender: event.target.value })}
      />
      {isFaulty ? null : <Failure error={handIn.error} />}
      <Button type="submit" loading={handIn.isPending}>
        {t('submit')}
      </Button>
    </form>
  );
}

function Pages({ pages, fault, onChoose }: { pages: File[]; fault: string | undefined; onChoose(pages: File[]): void }) {
  const t = useTranslations('letter');
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor="letter-pages" className="font-semibold">
        {t('pages.label')}
      </label>
      <BodyShort size="small" id="letter-pages-help">
        {t('pages.help')}
      </BodyShort>
      <input
        id="letter-pages"
        type="file"
        multiple
        accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.docx,.odt,.rtf"
        aria-invalid={fault ? true : undefined}
        aria-describedby="letter-pages-help letter-pages-fault"
        className="max-w-full file:mr-3 file:rounded file:border file:border-(--ax-border-neutral) file:bg-(--ax-bg-default) file:px-3 file:py-1.5 file:font-semibold"
        onChange={(event) => onChoose([...(event.target.files ?? [])])}
      />
      {pages.length > 1 ? (
        <ol className="list-decimal pl-6">
          {pages.map(({ name }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two pages may have one name, and the list changes only as a whole
            <li key={index} className="wrap-anywhere">
              {name}
            </li>
          ))}
        </ol>
      ) : null}
      <div id="letter-pages-fault" aria-live="polite">
        {fault ? <ErrorMessage showIcon>{fault}</ErrorMessage> : null}
      </div>
    </div>
  );
}
