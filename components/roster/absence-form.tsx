'use client';

import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PersonSelect } from './person-select';
import { type FormProps, RosterForm } from './roster-form';
import { SpanFields } from './span-fields';
import { useShownRoster } from './use-roster';

/** Somebody cannot be on duty. Whoever may not edit the roster enters their own. */
export function AbsenceForm(props: FormProps) {
  const t = useTranslations('roster');
  const { roster, me, mayEdit } = useShownRoster();
  const [staffId, setStaffId] = useState(mayEdit ? '' : me);
  const [span, setSpan] = useState({ fromDay: roster.today, fromTime: '00:00', toDay: '', toTime: '00:00' });
  return (
    <RosterForm {...props} title={t('absences.title')} path="absences" body={{ ...span, staffId }} submit={t('absences.submit')}>
      {(fault) => (
        <>
          <BodyShort size="small">{t('absences.help')}</BodyShort>
          {mayEdit ? <PersonSelect label={t('absences.who')} value={staffId} onChange={setStaffId} error={fault('staffId')} /> : null}
          <SpanFields id="absence" value={span} onChange={setSpan} fault={fault} />
        </>
      )}
    </RosterForm>
  );
}
