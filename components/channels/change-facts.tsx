'use client';

import { useTranslations } from 'next-intl';
import { Facts } from '@/components/report/facts';
import type { ChangeView } from './use-channels';

/** What a change says, field by field. A password is not among it. */
export function ChangeFacts({ content }: { content: ChangeView['content'] }) {
  const t = useTranslations('channels');
  const tFolder = useTranslations('overview.channels');
  if (content.kind === 'addresses')
    return (
      <Facts
        facts={(['mailAddresses', 'mailDomains', 'closedAddresses', 'oldDomains'] as const).map((name) => [
          t(`fields.${name}`),
          content[name].join(', '),
        ])}
      />
    );
  const { host, port, security, username, folders, doneFolder, probeAddress } = content;
  return (
    <Facts
      facts={[
        [t('fields.host'), `${host}:${port}`],
        [t('fields.security'), t(`security.${security}`)],
        [t('fields.username'), username],
        [t('fields.folders'), folders.map((folder) => (folder === '\\Junk' ? tFolder('junk') : folder)).join(', ')],
        [t('fields.doneFolder'), doneFolder],
        [t('fields.probeAddress'), probeAddress],
      ]}
    />
  );
}
