'use client';

import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { Textarea } from '@navikt/ds-react/Textarea';
import { TextField } from '@navikt/ds-react/TextField';
import { BodyShort } from '@navikt/ds-react/Typography';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Failure } from '@/components/queue/failure';
import { lines } from './lines';
import { type MailboxView, usePropose } from './use-channels';
import { useWrongFields } from './use-wrong-fields';

/** What is typed about a mailbox, all of it as text. */
export type Draft = {
  mailboxId: string | null;
  name: string;
  host: string;
  port: string;
  security: 'tls' | 'starttls' | 'none';
  username: string;
  password: string;
  folders: string;
  doneFolder: string;
  probeAddress: string;
  active: boolean;
};

export const EMPTY_DRAFT: Draft = {
  ...{ mailboxId: null, name: '', host: '', port: '993', security: 'tls', username: '', password: '' },
  ...{ folders: 'INBOX\n\\Junk', doneFolder: '', probeAddress: '', active: true },
};

export function draftOf({ id, port, folders, doneFolder, probeAddress, ...mailbox }: MailboxView): Draft {
  const { name, host, security, username, active } = mailbox;
  return {
    ...{ mailboxId: id, name, host, security, username, active, password: '' },
    ...{ port: String(port), folders: folders.join('\n'), doneFolder: doneFolder ?? '', probeAddress: probeAddress ?? '' },
  };
}

type Props = { first: Draft; onCancel(): void; onProposed(): void };
const TEXTS = ['name', 'host', 'port', 'username', 'password', 'doneFolder', 'probeAddress'] as const;
const SECURITY = ['tls', 'starttls', 'none'] as const;

/** A mailbox to read. What was typed stays until it is proposed or given up. */
export function MailboxForm({ first, onCancel, onProposed }: Props) {
  const t = useTranslations('channels');
  const [draft, setDraft] = useState(first);
  const propose = usePropose(onProposed);
  const wrong = useWrongFields(propose.error);
  const isTold = [...TEXTS, 'folders'].some(wrong);
  return (
    <form
      noValidate
      autoComplete="off"
      className="flex w-full flex-col items-start gap-4 rounded border border-(--ax-border-neutral) p-4"
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate(inputOf(draft));
      }}
    >
      {draft.active ? null : <BodyShort weight="semibold">{t('mailboxes.offHelp')}</BodyShort>}
      {TEXTS.slice(0, 3).map(textField)}
      <Select
        label={t('fields.security')}
        value={draft.security}
        onChange={(event) => setDraft({ ...draft, security: event.target.value as Draft['security'] })}
      >
        {SECURITY.map((each) => (
          <option key={each} value={each}>
            {t(`security.${each}`)}
          </option>
        ))}
      </Select>
      {TEXTS.slice(3, 5).map(textField)}
      <Textarea
        label={t('fields.folders')}
        description={t('help.folders')}
        className="w-full max-w-md"
        minRows={2}
        value={draft.folders}
        error={wrong('folders')}
        onChange={(event) => setDraft({ ...draft, folders: event.target.value })}
      />
      {TEXTS.slice(5).map(textField)}
      <Failure error={isTold ? null : propose.error} />
      <div className="flex gap-2">
        <Button type="submit" size="small" loading={propose.isPending}>
          {t('propose')}
        </Button>
        <Button type="button" size="small" variant="tertiary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );

  function textField(name: (typeof TEXTS)[number]) {
    return (
      <TextField
        key={name}
        label={t(`fields.${name}`)}
        description={
          name === 'password' && draft.mailboxId ? t('help.passwordKept') : t.has(`help.${name}`) ? t(`help.${name}`) : undefined
        }
        className="w-full max-w-md"
        type={name === 'password' ? 'password' : 'text'}
        inputMode={name === 'port' ? 'numeric' : undefined}
        autoComplete={name === 'password' ? 'new-password' : 'off'}
        maxLength={name === 'password' ? 1000 : 200}
        value={draft[name]}
        error={wrong(name)}
        onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
      />
    );
  }
}

function inputOf({ port, folders, doneFolder, probeAddress, ...draft }: Draft) {
  return {
    kind: 'mailbox' as const,
    ...draft,
    port: Number(port),
    folders: lines(folders),
    doneFolder: doneFolder.trim() || null,
    probeAddress: probeAddress.trim() || null,
  };
}
