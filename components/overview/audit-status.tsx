'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { useTranslations } from 'next-intl';
import { Age } from './ticking';
import type { AlarmsAnswer } from './use-alarms';

/** When the auditor last ran and what it found, in words; one that does not run is said as loudly as one that finds something. */
export function AuditStatus({ audit }: { audit: AlarmsAnswer['audit'] }) {
  const t = useTranslations('alarm.audit');
  if (!audit) {
    return (
      <InlineMessage status="warning" data-testid="audit-status">
        <span>{t('never')}</span>
      </InlineMessage>
    );
  }
  const { checked, findings, complete, silent } = audit;
  const age = () => <Age of={new Date(audit.at)} />;
  const isWell = !silent && findings === 0;
  const words = silent ? t.rich('silent', { age }) : t.rich(findings > 0 ? 'found' : 'passed', { checked, findings, age });
  return (
    <InlineMessage status={isWell ? (complete ? 'success' : 'info') : 'error'} data-testid="audit-status">
      <span>
        {words} {complete || silent ? null : t('incomplete')}
      </span>
    </InlineMessage>
  );
}
