import { Alert } from '@navikt/ds-react/Alert';
import { BodyShort, Heading } from '@navikt/ds-react/Typography';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { LanguageMenu } from '@/components/ui/language-menu';
import { DemoAccounts, OidcButton } from '@/components/ui/sign-in-buttons';
import { listDemoAccounts } from '@/lib/auth/list-demo-accounts';
import { currentStaff, homeOf } from '@/lib/auth/session';
import { env } from '@/lib/env';

export async function generateMetadata() {
  return { title: (await getTranslations('signin'))('title') };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ to?: string; error?: string }> }) {
  const { to, error } = await searchParams;
  const staff = await currentStaff().catch(() => null);
  if (staff) redirect(homeOf(staff.role));
  const t = await getTranslations('signin');
  const accounts = await listDemoAccounts().catch(() => []);
  const target = to?.startsWith('/') && !to.startsWith('//') ? to : '/';
  return (
    <main className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-10">
      <div className="flex items-center justify-between gap-4">
        <Heading size="xlarge" level="1">
          Mottak
        </Heading>
        <LanguageMenu />
      </div>
      <BodyShort size="large">{t('lead')}</BodyShort>
      {error ? <Alert variant="error">{t('failed')}</Alert> : null}
      {env().OIDC_ISSUER ? <OidcButton name={env().OIDC_NAME} to={target} /> : null}
      {env().MOTTAK_MODE === 'demo' ? <DemoAccounts accounts={accounts} to={target} /> : null}
    </main>
  );
}
