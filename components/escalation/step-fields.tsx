'use client';

import { Button } from '@navikt/ds-react/Button';
import { Checkbox, CheckboxGroup } from '@navikt/ds-react/Checkbox';
import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { useTranslations } from 'next-intl';
import type { PolicyStep } from '@/lib/domain/escalation/policy';
import { MEANS } from '@/lib/domain/means';
import { type DraftStep, UNITS, type Unit } from './draft';
import { TargetFields } from './target-fields';

type Props = {
  id: string;
  number: number;
  of: number;
  step: DraftStep;
  canAlarm: boolean;
  onChange(step: DraftStep): void;
  onMove(to: number): void;
  onRemove(): void;
  fault(field: 'delay' | 'tell' | 'means' | 'repeatMinutes'): string | undefined;
};

/** One step of a ladder: when, whom, by what, and whether again. */
export function StepFields(props: Props) {
  const { id, number, of, step, canAlarm, onChange, onMove, onRemove, fault } = props;
  const t = useTranslations('escalation.editor');
  const m = useTranslations('escalation.means');
  const change = (part: Partial<DraftStep>) => onChange({ ...step, ...part });
  return (
    <fieldset className="flex flex-col gap-4 rounded-lg border border-(--ax-border-neutral-subtle) p-4" data-testid={`step-${number}`}>
      <legend className="px-1 font-semibold">{t('step', { number })}</legend>
      <div className="flex flex-wrap items-start gap-4">
        <Select
          size="small"
          label={t('when')}
          value={step.kind}
          onChange={(event) => change({ kind: event.target.value as DraftStep['kind'] })}
          error={step.kind === 'due' ? fault('delay') : undefined}
        >
          <option value="minutes">{t('kind.minutes')}</option>
          <option value="share">{t('kind.share')}</option>
          <option value="due">{t('kind.due')}</option>
        </Select>
        {step.kind === 'due' ? null : (
          <TextField
            id={`${id}-amount`}
            size="small"
            htmlSize={6}
            inputMode="decimal"
            label={t(step.kind === 'share' ? 'percent' : 'amount')}
            value={step.amount}
            onChange={(event) => change({ amount: event.target.value })}
            error={fault('delay')}
          />
        )}
        {step.kind === 'minutes' ? <UnitSelect label={t('unit')} value={step.unit} onChange={(unit) => change({ unit })} /> : null}
      </div>
      <TargetFields value={step.tell} onChange={(tell) => change({ tell })} error={fault('tell')} />
      <CheckboxGroup
        size="small"
        legend={t('means')}
        value={[...step.means]}
        onChange={(means: PolicyStep['means']) => change({ means: MEANS.filter((one) => means.includes(one)) })}
        error={fault('means')}
      >
        {MEANS.map((means) => (
          <Checkbox key={means} value={means}>
            {m(means)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <div className="flex flex-wrap items-end gap-4">
        <Checkbox size="small" checked={step.repeats} onChange={(event) => change({ repeats: event.target.checked })}>
          {t('repeats')}
        </Checkbox>
        {step.repeats ? (
          <>
            <TextField
              id={`${id}-repeat`}
              size="small"
              htmlSize={6}
              inputMode="numeric"
              label={t('repeat')}
              value={step.repeat}
              onChange={(event) => change({ repeat: event.target.value })}
              error={fault('repeatMinutes')}
            />
            <UnitSelect label={t('repeatUnit')} value={step.repeatUnit} onChange={(repeatUnit) => change({ repeatUnit })} />
          </>
        ) : null}
        {canAlarm ? (
          <Checkbox size="small" checked={step.alarm} onChange={(event) => change({ alarm: event.target.checked })}>
            {t('alarm')}
          </Checkbox>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="button" size="small" variant="tertiary" disabled={number === 1} onClick={() => onMove(number - 2)}>
          {t('earlier', { number })}
        </Button>
        <Button type="button" size="small" variant="tertiary" disabled={number === of} onClick={() => onMove(number)}>
          {t('later', { number })}
        </Button>
        <Button type="button" size="small" variant="tertiary" data-color="danger" onClick={onRemove}>
          {t('remove', { number })}
        </Button>
      </div>
    </fieldset>
  );
}

function UnitSelect({ label, value, onChange }: { label: string; value: Unit; onChange(unit: Unit): void }) {
  const t = useTranslations('escalation.editor.units');
  return (
    <Select size="small" label={label} value={value} onChange={(event) => onChange(event.target.value as Unit)}>
      {(Object.keys(UNITS) as Unit[]).map((unit) => (
        <option key={unit} value={unit}>
          {t(unit)}
        </option>
      ))}
    </Select>
  );
}
