'use client';

import { Checkbox } from '@navikt/ds-react/Checkbox';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import type { DraftContent } from '@/lib/channels/phone/draft-content';

type Caller = DraftContent['caller'];
type Props = { caller: Caller; onChange(caller: Caller): void };

const KINDS = ['unknown', 'private', 'professional', 'parent', 'child'] as const;

/** Who is calling, by their own account. */
export function CallerFields({ caller, onChange }: Props) {
  const t = useTranslations('phone.caller');
  const set = (part: Partial<Caller>) => onChange({ ...caller, ...part });
  return (
    <section aria-labelledby="caller" className="flex flex-col gap-3">
      <Heading level="2" size="small" id="caller">
        {t('heading')}
      </Heading>
      <Select label={t('kind')} value={caller.kind} onChange={(event) => set({ kind: event.target.value as Caller['kind'] })}>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </Select>
      <Checkbox checked={caller.anonymous} onChange={(event) => set({ anonymous: event.target.checked })} description={t('anonymousHint')}>
        {t('anonymous')}
      </Checkbox>
      <div role="status">
        {caller.anonymous && caller.kind === 'professional' ? (
          <InlineMessage status="warning">{t('professionalAnonymous')}</InlineMessage>
        ) : null}
      </div>
      {caller.anonymous ? null : (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t('name')}
            autoComplete="off"
            maxLength={500}
            value={caller.name}
            onChange={(event) => set({ name: event.target.value })}
          />
          <TextField
            label={t('phone')}
            autoComplete="off"
            maxLength={500}
            inputMode="tel"
            value={caller.phone}
            onChange={(event) => set({ phone: event.target.value })}
          />
        </div>
      )}
      <TextField
        label={t('organisation')}
        description={t('organisationHint')}
        autoComplete="off"
        maxLength={500}
        value={caller.organisation}
        onChange={(event) => set({ organisation: event.target.value })}
      />
    </section>
  );
}
