import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { BodyLong, BodyShort, Heading } from '@navikt/ds-react/Typography';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { LinkButton } from '@/components/ui/link-button';
import { requireStaff } from '@/lib/auth/session';
import { findReceipt, type NoteReceipt } from '@/lib/channels/phone/find-receipt';
import { isReportRef } from '@/lib/domain/reference';
import { services } from '@/lib/http/services';
import { DAY_AND_TIME, formatInstant } from '@/lib/i18n/format-instant';
import type { Locale } from '@/lib/i18n/locales';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('phone'))('receipt.title') };
}

/** What the call taker sees after the commit: that the note is stored, as what, and until when it must be assessed. */
export default async function ReceiptPage({ params }: { params: Promise<{ ref: string }> }) {
  const staff = await requireStaff('phone.note');
  const t = await getTranslations('phone');
  const owner = { staffId: staff.staffId, municipalityId: staff.municipality.id };
  const { ref } = await params;
  const receipt = isReportRef(ref) ? await findReceipt(services().prisma, owner, ref) : null;
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <Heading level="1" size="large">
        {receipt ? t('receipt.title') : t('title')}
      </Heading>
      {receipt ? (
        <Receipt receipt={receipt} timeZone={staff.municipality.timeZone} />
      ) : (
        <InlineMessage status="warning">{t('receipt.notFound')}</InlineMessage>
      )}
      <div className="flex flex-wrap gap-3">
        {receipt ? <LinkButton href={`/reports/${receipt.ref}`}>{t('receipt.open')}</LinkButton> : null}
        <LinkButton href="/phone" variant="secondary">
          {t('receipt.another')}
        </LinkButton>
      </div>
    </div>
  );
}

async function Receipt({ receipt, timeZone }: { receipt: NoteReceipt; timeZone: string }) {
  const t = await getTranslations('phone.receipt');
  const locale = (await getLocale()) as Locale;
  const time = (at: Date) => formatInstant(at, locale, timeZone, DAY_AND_TIME);
  return (
    <>
      <InlineMessage status="success">
        <span data-testid="stored">{t('lead')}</span>
      </InlineMessage>
      <dl className="grid gap-x-6 gap-y-3 rounded-lg border border-(--ax-border-neutral-subtle) p-4 sm:grid-cols-[max-content_1fr]">
        <Row term={t('ref')}>
          <strong className="tabular text-lg">{receipt.ref}</strong>
        </Row>
        <Row term={t('called')}>{time(receipt.calledAt)}</Row>
        <Row term={t('noted')}>{time(receipt.storedAt)}</Row>
        {receipt.dueAt ? <Row term={t('due')}>{time(receipt.dueAt)}</Row> : null}
        <Row term={t('code')}>
          <strong className="tabular">{receipt.receiptCode}</strong>
          <BodyShort size="small">{t('codeHint')}</BodyShort>
        </Row>
      </dl>
    </>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-(--ax-text-neutral-subtle)">{term}</dt>
      <dd>
        <BodyLong as="div">{children}</BodyLong>
      </dd>
    </>
  );
}
