'use client';

import { Button } from '@navikt/ds-react/Button';
import { TextField } from '@navikt/ds-react/TextField';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { type DraftChild, EMPTY_CHILD, MOST_CHILDREN } from '@/lib/channels/phone/draft-content';
import type { Country } from '@/lib/domain/report';

type Props = { list: DraftChild[]; country: Country; onChange(children: DraftChild[]): void };

/** The children whom the call is about; the order matters to nobody. */
export function ChildrenFields({ list, country, onChange }: Props) {
  const t = useTranslations('phone.child');
  const [added, setAdded] = useState(false);
  const add = () => {
    onChange([...list, EMPTY_CHILD]);
    setAdded(true);
  };
  return (
    <section aria-labelledby="children" className="flex flex-col gap-4">
      <Heading level="2" size="small" id="children">
        {t('heading')}
      </Heading>
      {list.map((child, index) => (
        <ChildFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a child has no other identity while the call goes on, and its fields hold no state
          key={index}
          child={child}
          country={country}
          number={index + 1}
          focus={added && index === list.length - 1}
          onChange={(changed) => onChange(list.map((one, at) => (at === index ? changed : one)))}
          onRemove={list.length > 1 ? () => onChange(list.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      <Button type="button" variant="secondary" className="self-start" onClick={add} disabled={list.length >= MOST_CHILDREN}>
        {t('add')}
      </Button>
    </section>
  );
}

const FIELDS = ['name', 'nationalId', 'birthDate', 'address', 'whereabouts', 'school'] as const;
const WIDE = ['name', 'address', 'whereabouts'];

type ChildProps = {
  child: DraftChild;
  /** Whose number it is: the municipality's, in whatever language the screen is. */
  country: Country;
  number: number;
  focus: boolean;
  onChange(child: DraftChild): void;
  onRemove: (() => void) | undefined;
};

function ChildFields({ child, country, number, focus, onChange, onRemove }: ChildProps) {
  const t = useTranslations('phone.child');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focus) first.current?.focus();
  }, [focus]);
  return (
    <fieldset className="rounded-lg border border-(--ax-border-neutral-subtle) p-3">
      <legend className="px-1 font-semibold">{t('number', { number })}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {FIELDS.map((name) => (
          <TextField
            key={name}
            ref={name === 'name' ? first : undefined}
            label={name === 'nationalId' ? t(`nationalId.${country}`) : t(name)}
            size="small"
            autoComplete="off"
            maxLength={500}
            className={WIDE.includes(name) ? 'sm:col-span-2' : undefined}
            value={child[name]}
            onChange={(event) => onChange({ ...child, [name]: event.target.value })}
          />
        ))}
      </div>
      {onRemove ? (
        <Button type="button" size="small" variant="tertiary" className="mt-2" onClick={onRemove}>
          {t('remove', { number })}
        </Button>
      ) : null}
    </fieldset>
  );
}
