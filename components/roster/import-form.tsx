'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyShort, ErrorMessage, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError } from '@/components/queue/call-api';
import { ImportPreview } from './import-preview';
import { LayerSelect } from './layer-select';
import { RosterFailure } from './roster-failure';
import { type FormProps, faultText } from './roster-form';
import { type PlanAnswer, useRosterChange } from './use-roster';

/** Takes the shifts of a calendar file: first shows what would become of each event, then does it. */
export function ImportForm({ onDone, onCancel }: FormProps) {
  const t = useTranslations('roster');
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [layerId, setLayerId] = useState('');
  const preview = useRosterChange<PlanAnswer>('import');
  const confirm = useRosterChange<PlanAnswer>('import');
  const body = { text: file?.text ?? '', layerId: layerId || null };
  const fields = preview.error instanceof ApiError ? preview.error.fields : {};
  // What is taken must be what was shown.
  const change = (step: () => void) => {
    preview.reset();
    step();
  };
  const choose = async (chosen: File | undefined) => {
    const text = await chosen?.text();
    change(() => setFile(chosen && text !== undefined ? { name: chosen.name, text } : null));
  };
  const plan = preview.data;
  return (
    <div className="flex flex-col gap-4">
      <Heading level="3" size="xsmall">
        {t('import.title')}
      </Heading>
      <BodyShort size="small">{t('import.help')}</BodyShort>
      <div className="flex flex-col gap-1">
        <label htmlFor="calendar-file" className="font-semibold">
          {t('import.file')}
        </label>
        <input
          id="calendar-file"
          type="file"
          accept=".ics,text/calendar"
          aria-describedby="calendar-fault"
          className="max-w-full file:mr-3 file:rounded file:border file:border-(--ax-border-neutral) file:bg-(--ax-bg-default) file:px-3 file:py-1.5 file:font-semibold"
          onChange={(event) => void choose(event.target.files?.[0])}
        />
        <div id="calendar-fault" aria-live="polite">
          {fields.text ? <ErrorMessage showIcon>{faultText(t, fields.text)}</ErrorMessage> : null}
        </div>
      </div>
      <LayerSelect
        label={t('import.layer')}
        description={t('import.layerHelp')}
        value={layerId}
        onChange={(id) => change(() => setLayerId(id))}
        error={faultText(t, fields.layerId)}
      />
      <RosterFailure error={preview.error ?? confirm.error} />
      {plan ? <ImportPreview plan={plan} /> : null}
      <div className="flex flex-wrap gap-2">
        {plan ? (
          <Button
            size="small"
            loading={confirm.isPending}
            onClick={() => confirm.mutate({ ...body, confirm: true }, { onSuccess: onDone })}
          >
            {t('import.confirm')}
          </Button>
        ) : (
          <Button size="small" loading={preview.isPending} onClick={() => preview.mutate({ ...body, confirm: false })}>
            {t('import.preview')}
          </Button>
        )}
        <Button type="button" size="small" variant="tertiary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
