'use client';

import { Button } from '@navikt/ds-react/Button';
import { Textarea } from '@navikt/ds-react/Textarea';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Failure } from '@/components/queue/failure';
import { lines } from './lines';
import { type AddressesView, usePropose } from './use-channels';
import { useWrongFields } from './use-wrong-fields';

type Props = { first: AddressesView; onCancel(): void; onProposed(): void };

const NAMES = ['mailAddresses', 'mailDomains', 'closedAddresses', 'oldDomains'] as const;

/** The addresses, one a line. What was typed stays until it is proposed or given up. */
export function AddressForm({ first, onCancel, onProposed }: Props) {
  const t = useTranslations('channels');
  const [draft, setDraft] = useState(() => Object.fromEntries(NAMES.map((name) => [name, first[name].join('\n')])));
  const propose = usePropose(onProposed);
  const wrong = useWrongFields(propose.error);
  return (
    <form
      noValidate
      className="flex w-full flex-col items-start gap-4 rounded border border-(--ax-border-neutral) p-4"
      onSubmit={(event) => {
        event.preventDefault();
        const [mailAddresses, mailDomains, closedAddresses, oldDomains] = NAMES.map((name) => lines(draft[name] ?? ''));
        propose.mutate({
          kind: 'addresses',
          mailAddresses: mailAddresses ?? [],
          mailDomains: mailDomains ?? [],
          closedAddresses: closedAddresses ?? [],
          oldDomains: oldDomains ?? [],
        });
      }}
    >
      {NAMES.map((name) => (
        <Textarea
          key={name}
          label={t(`fields.${name}`)}
          description={t(`help.${name}`)}
          className="w-full max-w-md"
          minRows={2}
          value={draft[name] ?? ''}
          error={wrong(name)}
          onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
        />
      ))}
      <Failure error={NAMES.some(wrong) ? null : propose.error} />
      <div className="flex gap-2">
        <Button type="submit" size="small" loading={propose.isPending}>
          {t('propose')}
        </Button>
        <Button type="button" size="small" variant="tertiary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
