'use client';

import { Button } from '@navikt/ds-react/Button';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkButton } from '@/components/ui/link-button';
import { AbsenceForm } from './absence-form';
import { ImportForm } from './import-form';
import { LayerForm } from './layer-form';
import { OverrideForm } from './override-form';
import { useShownRoster } from './use-roster';

const ACTIONS = ['absence', 'override', 'layer', 'import'] as const;
type Action = (typeof ACTIONS)[number];

/** What can be done to the roster, one form at a time. A form that is put away keeps what was typed in it. */
export function RosterActions() {
  const t = useTranslations('roster.actions');
  const { mayEdit } = useShownRoster();
  const [open, setOpen] = useState<Action | null>(null);
  const [done, setDone] = useState({ count: 0, action: '' });
  const close = () => setOpen(null);
  const finish = (action: Action) => () => {
    setDone({ count: done.count + 1, action });
    close();
  };
  const forms = { absence: AbsenceForm, override: OverrideForm, layer: LayerForm, import: ImportForm };
  const allowed = ACTIONS.filter((action) => mayEdit || action === 'absence');
  return (
    <section aria-label={t('label')} className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        {allowed.map((action) => (
          <Button
            key={action}
            size="small"
            variant={open === action ? 'primary' : 'secondary'}
            aria-expanded={open === action}
            onClick={() => setOpen(open === action ? null : action)}
          >
            {t(action)}
          </Button>
        ))}
        <LinkButton size="small" variant="tertiary" href="/api/roster/calendar.ics?weeks=8">
          {t('export')}
        </LinkButton>
      </div>
      <p role="status" className={done.action && !open ? '' : 'sr-only'}>
        {done.action && !open ? t(`done.${done.action}`) : ''}
      </p>
      {allowed.map((action) => {
        const Form = forms[action];
        // A form that was sent begins anew.
        return (
          <div
            key={`${action} ${done.action === action ? done.count : 0}`}
            hidden={open !== action}
            className="max-w-4xl rounded-lg border border-(--ax-border-neutral-subtle) p-4"
          >
            <Form onDone={finish(action)} onCancel={close} />
          </div>
        );
      })}
    </section>
  );
}
