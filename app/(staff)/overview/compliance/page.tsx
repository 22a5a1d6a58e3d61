import { Heading } from '@navikt/ds-react/Typography';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ComplianceFigures } from '@/components/overview/compliance/compliance-figures';
import { ComplianceHead } from '@/components/overview/compliance/compliance-head';
import { Definitions } from '@/components/overview/compliance/definitions';
import { PeriodForm } from '@/components/overview/compliance/period-form';
import { requireStaff } from '@/lib/auth/session';
import { choosePeriod } from '@/lib/domain/compliance';
import { localMonth } from '@/lib/domain/local-month';
import { readCompliance } from '@/lib/health/compliance';
import { services } from '@/lib/http/services';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('compliance'))('title') };
}

/** How deadlines were kept in the chosen months, on screen and on paper. */
export default async function CompliancePage({ searchParams }: Props) {
  const { municipality } = await requireStaff('overview.see');
  const t = await getTranslations('compliance');
  const { pool, clock } = services();
  const now = clock();
  const asked = await searchParams;
  const typed = { from: first(asked.from), to: first(asked.to) };
  const { period, faults } = choosePeriod(typed, now, municipality.timeZone);
  const compliance = period && (await readCompliance(pool, municipality, period, now));
  return (
    <article className="flex flex-col gap-6 print:gap-4">
      <Link href="/overview" prefetch={false} className="no-print inline-flex min-h-6 w-fit items-center underline">
        {t('back')}
      </Link>
      <Heading level="1" size="large">
        {t('title')}
      </Heading>
      <PeriodForm
        typed={{ from: typed.from ?? period?.from ?? '', to: typed.to ?? period?.to ?? '' }}
        faults={faults ?? {}}
        period={period}
        present={localMonth(now, municipality.timeZone)}
      />
      {compliance ? (
        <>
          <ComplianceHead compliance={compliance} municipality={municipality} />
          <ComplianceFigures compliance={compliance} />
          <Definitions />
        </>
      ) : null}
    </article>
  );
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
