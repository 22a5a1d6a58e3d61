'use client';

import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { ErrorMessage } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useShownRoster } from './use-roster';

type Props = { value: string[]; onChange(value: string[]): void; error: string | undefined };

/** Who takes turns, in their order. */
export function ParticipantFields({ value, onChange, error }: Props) {
  const t = useTranslations('roster.layers');
  const { roster } = useShownRoster();
  const nameOf = (id: string) => roster.people.find((person) => person.id === id)?.name ?? t('closedAccount');
  const move = (id: string, to: number) => onChange(value.filter((one) => one !== id).toSpliced(to, 0, id));
  const free = roster.people.filter(({ id }) => !value.includes(id));
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={error ? 'participants-fault' : undefined}>
      <legend className="mb-1 font-semibold">{t('participants')}</legend>
      <ol className="flex flex-col gap-1">
        {value.map((id, index) => (
          <li key={id} className="flex flex-wrap items-center gap-2">
            <span className="min-w-48">
              {index + 1}. {nameOf(id)}
            </span>
            {index > 0 ? (
              <Button
                type="button"
                size="xsmall"
                variant="tertiary"
                aria-label={t('earlierWho', { name: nameOf(id) })}
                onClick={() => move(id, index - 1)}
              >
                {t('earlier')}
              </Button>
            ) : null}
            <Button
              type="button"
              size="xsmall"
              variant="tertiary"
              aria-label={t('leaveOutWho', { name: nameOf(id) })}
              onClick={() => onChange(value.filter((one) => one !== id))}
            >
              {t('leaveOut')}
            </Button>
          </li>
        ))}
      </ol>
      {free.length > 0 ? (
        <Select
          size="small"
          className="max-w-sm"
          label={t('addParticipant')}
          value=""
          onChange={(event) => event.target.value && onChange([...value, event.target.value])}
        >
          <option value="">{t('chooseParticipant')}</option>
          {free.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      ) : null}
      <div id="participants-fault" aria-live="polite">
        {error ? <ErrorMessage showIcon>{error}</ErrorMessage> : null}
      </div>
    </fieldset>
  );
}
