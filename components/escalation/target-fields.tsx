'use client';

import { Checkbox, CheckboxGroup } from '@navikt/ds-react/Checkbox';
import { Select } from '@navikt/ds-react/Select';
import { useTranslations } from 'next-intl';
import type { Tell } from '@/lib/domain/escalation/policy';
import { FIXED_TARGETS } from './draft';
import { useShownPolicy } from './use-escalation';
import { usePolicyWords } from './use-policy-words';

type Props = { value: readonly Tell[]; onChange(value: Tell[]): void; error: string | undefined };

const keyOf = (tell: Tell) => JSON.stringify([tell.kind, tell.kind === 'role' ? tell.role : tell.kind === 'staff' ? tell.staffId : '']);

/** Whom a step tells: roles and services to tick, and named people, who are ticked once they are chosen. */
export function TargetFields({ value, onChange, error }: Props) {
  const t = useTranslations('escalation.editor');
  const { target } = usePolicyWords();
  const { view } = useShownPolicy();
  const named = value.filter((tell) => tell.kind === 'staff');
  const shown = [...FIXED_TARGETS, ...named];
  const free = view.people.filter(({ id, active }) => active && !named.some((tell) => tell.staffId === id));
  return (
    <div className="flex flex-col gap-2">
      <CheckboxGroup
        size="small"
        legend={t('whom')}
        value={value.map(keyOf)}
        onChange={(keys: string[]) => onChange(shown.filter((tell) => keys.includes(keyOf(tell))))}
        error={error}
      >
        {shown.map((tell) => (
          <Checkbox key={keyOf(tell)} value={keyOf(tell)}>
            {target(tell)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <Select
        size="small"
        className="max-w-sm"
        label={t('addPerson')}
        value=""
        onChange={(event) => event.target.value && onChange([...value, { kind: 'staff', staffId: event.target.value }])}
      >
        <option value="">{t('choosePerson')}</option>
        {free.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}
