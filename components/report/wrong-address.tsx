'use client';

import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { useTranslations } from 'next-intl';
import type { WrongAddress as Wrong } from '@/lib/domain/wrong-address';

/** Names the address that a report was sent to by mistake, so that somebody can tell the sender, or the one who prints it. */
export function WrongAddress({ envelope }: { envelope: Record<string, unknown> }) {
  const t = useTranslations('report.wrongAddress');
  const wrong = envelope.wrongAddress as Wrong | undefined;
  if (!wrong?.address) return null;
  return (
    <InlineMessage status="warning" size="small">
      <span className="wrap-anywhere">
        {t('sent', { address: wrong.address })} {t(wrong.is, { like: wrong.like ?? '' })}
      </span>
    </InlineMessage>
  );
}
