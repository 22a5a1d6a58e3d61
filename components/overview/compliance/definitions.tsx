import { Heading } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';

const DEFINED = ['month', 'due', 'metOnTime', 'metLate', 'notMet', 'notNeeded', 'shareOnTime', 'metByShownDay'] as const;

/** Every column in words, so that a figure on paper can be checked by somebody who was not there. */
export function Definitions() {
  const t = useTranslations('compliance');
  return (
    <section
      aria-labelledby="definitions"
      className="flex max-w-prose flex-col gap-3 print:max-w-none print:break-inside-avoid print:text-xs"
    >
      <Heading level="2" size="medium" id="definitions">
        {t('definitions.heading')}
      </Heading>
      <dl className="flex flex-col gap-2">
        {DEFINED.map((column) => (
          <div key={column}>
            <dt className="font-semibold">{t(`columns.${column}`)}</dt>
            <dd>{t(`definitions.${column}`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('definitions.targets')}</p>
    </section>
  );
}
