'use client';

import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AddressForm } from './address-form';
import { ChangeFacts } from './change-facts';
import { NoProbe, Probe } from './probe-list';
import type { AddressesView, ProbeView } from './use-channels';

type Props = { addresses: AddressesView; probes: ProbeView[]; mayEdit: boolean; onForm(): void; onProposed(): void };

/** The addresses that are given out, each with its latest test message, and those of earlier days. */
export function AddressSection({ addresses, probes, mayEdit, onForm, onProposed }: Props) {
  const t = useTranslations('channels');
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="addresses" className="flex max-w-4xl flex-col items-start gap-3">
      <Heading level="2" size="small" id="addresses">
        {t('addresses.heading')}
      </Heading>
      <ChangeFacts content={{ kind: 'addresses', ...addresses }} />
      <ul className="flex flex-col gap-2">
        {addresses.mailAddresses.map((address) => {
          const probe = probes.find((each) => each.address === address);
          return <li key={address}>{probe ? <Probe probe={probe} changeId={null} /> : <NoProbe address={address} />}</li>;
        })}
      </ul>
      {open ? (
        <AddressForm
          first={addresses}
          onCancel={() => setOpen(false)}
          onProposed={() => {
            setOpen(false);
            onProposed();
          }}
        />
      ) : mayEdit ? (
        <Button
          size="small"
          variant="secondary"
          onClick={() => {
            setOpen(true);
            onForm();
          }}
        >
          {t('addresses.edit')}
        </Button>
      ) : null}
    </section>
  );
}
