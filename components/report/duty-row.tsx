'use client';

import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { LocalInstant } from '@/components/queue/local-instant';
import { DutyActions } from './duty-actions';
import { DutyStanding } from './duty-standing';
import { type DutyView, useDutyName, useDutyWords } from './use-duty-words';
import type { ReportView } from './use-report';

/** One duty: what, by when, how it stands, and on what that rests. A target is never called law. */
export function DutyRow({ report, duty }: { report: ReportView; duty: DutyView }) {
  const t = useTranslations('report');
  const words = useDutyWords();
  const name = useDutyName()(duty.rule);
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const whom = words.whom(duty, report);
  const tell = (message: string) => {
    setSaid(message);
    if (message) heading.current?.focus(); // the button that had the focus is gone
  };
  return (
    <li className="flex flex-col gap-1.5 py-4 first:pt-0 last:pb-0" data-testid="deadline" data-rule={duty.rule}>
      <Heading size="xsmall" level="3" ref={heading} tabIndex={-1} className="outline-none">
        {name}
      </Heading>
      <DutyStanding report={report} duty={duty} />
      {whom ? <BodyShort size="small">{whom}</BodyShort> : null}
      <div className="text-sm text-(--ax-text-neutral-subtle)">
        <p>
          <strong>{words.basis(duty)}</strong> · {duty.citation}
          {duty.oldCitation ? <small> ({t('duty.formerly', { citation: duty.oldCitation })})</small> : null}
        </p>
        <p>{words.certainty(duty)}</p>
        {duty.startedAt ? (
          <p>
            {t('duty.runsFrom')} <LocalInstant at={duty.startedAt} />
          </p>
        ) : null}
      </div>
      <BodyShort aria-live="polite" className={said ? 'font-semibold' : 'sr-only'}>
        {said}
      </BodyShort>
      <DutyActions report={report} duty={duty} name={name} onSaid={tell} />
    </li>
  );
}
