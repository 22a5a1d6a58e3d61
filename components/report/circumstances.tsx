'use client';

import { Button } from '@navikt/ds-react/Button';
import { useTranslations } from 'next-intl';
import { Failure } from '@/components/queue/failure';
import { CIRCUMSTANCES } from '@/lib/domain/duty';
import type { DutyView } from './use-duty-words';
import { type ReportView, useAct } from './use-report';

type Circumstance = keyof typeof CIRCUMSTANCES;
type Props = { report: ReportView; duty: DutyView; name: string; onSaid(message: string): void };

/** The question on which a duty depends, for a person to answer; the answer can be changed while the duty is not settled by hand. */
export function Circumstances({ report, duty, name, onSaid }: Props) {
  const t = useTranslations('report');
  const act = useAct(report.ref, 'circumstances');
  const asked = (Object.keys(CIRCUMSTANCES) as Circumstance[]).find((each) => CIRCUMSTANCES[each] === duty.fromEvent);
  if (!asked || duty.metAt || duty.notNeededAt) return null;
  const answer = (holds: boolean) =>
    act.mutate(
      { [asked]: holds, version: report.version },
      { onSuccess: () => onSaid(t(`circumstance.${asked}.${holds ? 'yes' : 'no'}`)) },
    );
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-semibold">{t(`circumstance.${asked}.question`)}</legend>
      <div className="flex gap-2">
        {[true, false].map((holds) => (
          <Button
            key={String(holds)}
            size="small"
            variant={report[asked] === holds ? 'primary' : 'secondary'}
            aria-pressed={report[asked] === holds}
            loading={act.isPending && act.variables?.[asked] === holds}
            onClick={() => answer(holds)}
          >
            {t(holds ? 'yes' : 'no')}
            <span className="sr-only">: {name}</span>
          </Button>
        ))}
      </div>
      <Failure error={act.error} />
    </fieldset>
  );
}
