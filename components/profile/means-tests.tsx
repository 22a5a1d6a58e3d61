'use client';

import { Button } from '@navikt/ds-react/Button';
import { BodyLong, Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { callApi } from '@/components/queue/call-api';
import { Failure } from '@/components/queue/failure';
import { useDateFormat } from '@/components/ui/use-date-format';
import { TIME_WITH_SECONDS } from '@/lib/i18n/format-instant';
import { type ProfileData, useProfileChange } from './use-profile';

type Props = { means: ProfileData['means']; timeZone: string };
type Row = Props['means'][number];

/** A test by each means that reaches the person, with what became of the newest one. */
export function MeansTests({ means, timeZone }: Props) {
  const t = useTranslations('profile.test');
  const { mutate, error, isPending, variables } = useProfileChange((one: Row['means']) => callApi('/api/profile/test', { means: one }));
  return (
    <section aria-labelledby="test" className="flex flex-col gap-3">
      <Heading level="2" size="small" id="test">
        {t('heading')}
      </Heading>
      <BodyLong>{t('hint')}</BodyLong>
      <Failure error={error} />
      <ul className="divide-y divide-(--ax-border-neutral-subtle) rounded-lg border border-(--ax-border-neutral-subtle)">
        {means.map((row) => (
          <li key={row.means} data-testid={`means-${row.means}`} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-40 flex-1">
              <span className="block font-semibold">{t(`means.${row.means}`)}</span>
              <TestState row={row} timeZone={timeZone} />
            </div>
            {row.state === 'ready' ? (
              <Button
                size="small"
                variant="secondary"
                loading={isPending && variables === row.means}
                onClick={() => mutate(row.means)}
                aria-label={t('sendBy', { means: t(`means.${row.means}`) })}
              >
                {t('send')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What became of the newest test, told to a screen reader when it changes; before one, whether this means reaches the person. */
function TestState({ row: { state, test }, timeZone }: { row: Row; timeZone: string }) {
  const t = useTranslations('profile.test');
  const format = useDateFormat(timeZone);
  const time = test ? format(new Date(test.at), TIME_WITH_SECONDS) : '';
  const text = test && state === 'ready' ? t(`result.${test.status}`, { time, code: test.code ?? '' }) : t(`state.${state}`);
  return (
    <span role="status" className="block">
      {text}
      {test?.status === 'waiting' && test.code ? ` ${t('tried', { code: test.code })}` : ''}
    </span>
  );
}
