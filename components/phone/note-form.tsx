'use client';

import { Alert } from '@navikt/ds-react/Alert';
import { Button } from '@navikt/ds-react/Button';
import { ErrorSummary } from '@navikt/ds-react/ErrorSummary';
import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Textarea } from '@navikt/ds-react/Textarea';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import type { DraftContent } from '@/lib/channels/phone/draft-content';
import type { SavedDraft } from '@/lib/channels/phone/list-drafts';
import type { Country } from '@/lib/domain/report';
import { CallTimeFields } from './call-time-fields';
import { CallerFields } from './caller-fields';
import { ChildrenFields } from './children-fields';
import { DiscardDialog } from './discard-dialog';
import { SaveStatus, TakenAlert } from './save-status';
import { useEarlyWords } from './use-early-words';
import { useNote } from './use-note';

type Props = { draftId: string; open: SavedDraft | null; serverNow: Date; timeZone: string; country: Country };

/** The note of one call, written while it goes on: the words first, everything else when there is time for it. */
export function NoteForm(props: Props) {
  const t = useTranslations('phone');
  const note = useNote(props, t('leave'));
  const [discarding, setDiscarding] = useState(false);
  const { content, change, draft, errors, submit, submitting } = note;
  const textArea = useEarlyWords(content.text, (text) => change({ text }));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    const asked = event.ctrlKey || event.metaKey;
    // Enter in a field of one line would hand in the note in the middle of the call.
    if (asked || event.target instanceof HTMLInputElement) event.preventDefault();
    if (asked) void submit();
  };
  return (
    <>
      <form
        noValidate
        aria-label={t('title')}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        // What is focused must not hide under the bar at the bottom.
        className="flex flex-col gap-6 [&_button]:scroll-mb-32 [&_input]:scroll-mb-32 [&_select]:scroll-mb-32 [&_textarea]:scroll-mb-32"
      >
        <TakenAlert state={note.taken ?? draft.state} timeZone={props.timeZone} draftId={note.id} onKeep={note.keepAsSeparate} />
        <Failure note={note} />
        <div className="grid gap-8 lg:grid-cols-[3fr_2fr]" inert={submitting}>
          <div className="flex flex-col gap-6">
            <CallTimeFields
              content={content}
              change={change}
              follows={note.follows}
              now={note.now}
              timeZone={props.timeZone}
              error={errors.callTime}
            />
            <Textarea
              id="note-text"
              ref={textArea}
              label={t('text.label')}
              description={t('text.description')}
              minRows={12}
              autoFocus
              value={content.text}
              error={errors.text ? t(`errors.${errors.text}`) : undefined}
              onChange={(event) => change({ text: event.target.value })}
            />
            <DangerField content={content} change={change} />
          </div>
          <div className="flex flex-col gap-6">
            <CallerFields caller={content.caller} onChange={(caller) => change({ caller })} />
            <ChildrenFields country={props.country} list={content.children} onChange={(children) => change({ children })} />
          </div>
        </div>
        <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-(--ax-border-neutral-subtle) bg-(--ax-bg-default) px-4 py-3">
          <Button type="submit" loading={submitting}>
            {t('submit.button')}
            <span className="hidden sm:inline"> (Ctrl+Enter)</span>
          </Button>
          <div className={`min-w-0 flex-1 ${draft.state.status === 'failing' ? 'order-first basis-full' : 'basis-28'}`}>
            <SaveStatus state={draft.state} timeZone={props.timeZone} />
          </div>
          {draft.state.status === 'empty' ? null : (
            <Button type="button" variant="tertiary" data-color="danger" onClick={() => setDiscarding(true)}>
              {t('discard.button')}
            </Button>
          )}
        </div>
      </form>
      <DiscardDialog
        draftId={note.id}
        open={discarding}
        before={draft.saver.stop}
        onClose={() => {
          setDiscarding(false);
          draft.saver.resume();
        }}
        onDiscarded={() => note.leaveFor('/phone')}
      />
    </>
  );
}

/** What keeps the note from being handed in; everything typed stays. */
function Failure({ note: { errors, failure, summaryRef } }: { note: ReturnType<typeof useNote> }) {
  const t = useTranslations('phone');
  const tErrors = useTranslations('errors');
  const faults = [
    { field: 'call-day', code: errors.callTime },
    { field: 'note-text', code: errors.text },
  ].filter(({ code }) => code);
  if (faults.length > 0) {
    return (
      <ErrorSummary ref={summaryRef} heading={t('submit.faults')}>
        {faults.map(({ field, code }) => (
          <ErrorSummary.Item key={field} href={`#${field}`}>
            {t(`errors.${code}`)}
          </ErrorSummary.Item>
        ))}
      </ErrorSummary>
    );
  }
  if (!failure) return null;
  return (
    <div role="alert" ref={summaryRef} tabIndex={-1}>
      <Alert variant="error">
        <strong>{t('submit.failed')}</strong>{' '}
        {failure === 'unreachable' ? t('submit.unreachable') : tErrors(tErrors.has(failure) ? failure : 'unexpected')} {t('submit.kept')}
      </Alert>
    </div>
  );
}

function DangerField({ content, change }: { content: DraftContent; change(part: Partial<DraftContent>): void }) {
  const t = useTranslations('phone');
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup legend={t('danger.legend')} value={content.danger} onChange={(danger: DraftContent['danger']) => change({ danger })}>
        <div className="flex flex-wrap gap-x-8">
          {(['yes', 'no', 'unknown'] as const).map((value) => (
            <Radio key={value} value={value}>
              {t(`danger.${value}`)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <div role="status">{content.danger === 'yes' ? <Alert variant="warning">{t('danger.now')}</Alert> : null}</div>
    </div>
  );
}
