'use client';

import { Button } from '@navikt/ds-react/Button';
import { Modal } from '@navikt/ds-react/Modal';
import { Switch } from '@navikt/ds-react/Switch';
import { useTranslations } from 'next-intl';

const KEYS = ['j', 'k', 'Enter', 'a', '/', '?', 'n', 'u'] as const;

type Props = { open: boolean; onClose(): void; enabled: boolean; onEnabled(enabled: boolean): void };

/** The keys of the queue. They can be switched off, because single letters get in the way of speech input (WCAG 2.1.4). */
export function QueueHelp({ open, onClose, enabled, onEnabled }: Props) {
  const t = useTranslations('queue');
  return (
    <Modal open={open} onClose={onClose} header={{ heading: t('help.title') }} closeOnBackdropClick>
      <Modal.Body>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
          {KEYS.map((key, index) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded border px-2 font-mono">{key}</kbd>
              </dt>
              <dd>{t(`help.key${index}`)}</dd>
            </div>
          ))}
        </dl>
        <Switch className="mt-4" checked={enabled} onChange={(event) => onEnabled(event.target.checked)}>
          {t('help.enabled')}
        </Switch>
      </Modal.Body>
      <Modal.Footer>
        <Button onClick={onClose}>{t('help.close')}</Button>
      </Modal.Footer>
    </Modal>
  );
}
