'use client';

import { Button } from '@navikt/ds-react/Button';
import { Modal } from '@navikt/ds-react/Modal';
import { BodyLong, ErrorMessage } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deleteDraft } from './phone-api';

type Props = { draftId: string; open: boolean; onClose(): void; onDiscarded(): void; before?: (() => Promise<void>) | undefined };

/** Asks once before a draft is thrown away. `before` waits until nothing of it is on its way to the server. */
export function DiscardDialog({ draftId, open, onClose, onDiscarded, before }: Props) {
  const t = useTranslations('phone');
  const [state, setState] = useState<'asking' | 'busy' | 'failed'>('asking');
  const close = () => {
    setState('asking');
    onClose();
  };
  const discard = async () => {
    setState('busy');
    await before?.();
    if ((await deleteDraft(draftId)).ok) onDiscarded();
    else setState('failed');
  };
  if (!open) return null;
  return (
    <Modal open onClose={close} header={{ heading: t('discard.question') }}>
      <Modal.Body>
        <BodyLong>{t('discard.explain')}</BodyLong>
        <div role="alert">
          {state === 'failed' ? (
            <ErrorMessage showIcon className="mt-4">
              {t('discard.failed')}
            </ErrorMessage>
          ) : null}
        </div>
      </Modal.Body>
      <Modal.Footer>
        <Button type="button" data-color="danger" loading={state === 'busy'} onClick={discard}>
          {t('discard.confirm')}
        </Button>
        <Button type="button" variant="secondary" onClick={close}>
          {t('discard.keep')}
        </Button>
      </Modal.Footer>
    </Modal>
  );
}
