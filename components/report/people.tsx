'use client';

import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { Facts } from './facts';
import { Panel } from './panel';
import type { ReportView } from './use-report';

/** The children as the report states them. */
export function Children({ report }: { report: ReportView }) {
  const t = useTranslations('report');
  return (
    <Panel id="children-heading" title={t('child.heading')}>
      {report.children.length === 0 ? <BodyShort>{t('child.none')}</BodyShort> : null}
      {report.children.map((child, index) => (
        <Facts
          // biome-ignore lint/suspicious/noArrayIndexKey: a stated child has nothing else that tells it from another
          key={index}
          facts={[
            [t('child.name'), child.name ?? t('child.unnamed')],
            [t('child.unborn'), child.unborn ? t('yes') : ''],
            [t('child.birthDate'), child.birthDate],
            [t('child.nationalId'), child.nationalId],
            [t('child.address'), child.address],
            [t('child.whereabouts'), child.whereabouts],
            [t('child.school'), child.school],
          ]}
        />
      ))}
    </Panel>
  );
}

/** Who reports, in the notifier's own words. */
export function NotifierPanel({ report: { notifier } }: { report: ReportView }) {
  const t = useTranslations('report');
  return (
    <Panel id="notifier-heading" title={t('notifier.heading')}>
      {notifier ? (
        <Facts
          facts={[
            [t('notifier.kindLabel'), t(`notifier.kind.${notifier.kind}`)],
            [t('notifier.anonymous'), notifier.anonymous ? t('yes') : ''],
            [t('notifier.name'), notifier.name],
            [t('notifier.role'), notifier.role],
            [t('notifier.organisation'), notifier.organisation],
            [t('notifier.phone'), notifier.phone],
            [t('notifier.email'), notifier.email],
            [t('notifier.wantsFeedback'), notifier.wantsFeedback ? t('yes') : ''],
          ]}
        />
      ) : (
        <BodyShort>{t('notifier.none')}</BodyShort>
      )}
    </Panel>
  );
}
