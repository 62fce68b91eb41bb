import { useId, useState } from 'react';
import { MutationDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { MAX_NOTE, MAX_TAG, MAX_TAGS } from '../../core/agreements/agreement';
import { FieldShell, fieldAria, TextField } from '../../ui/fields/field';
import type { AgreementDialogProps } from './reason-dialogs';
import { useAgreementServer } from './use-agreement-server';
import { useChangeAgreement } from './use-change-agreement';

function tagsIn(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}

/** The tags of a server, and a note about it. */
export function NotesDialog({ serverKey, ...callbacks }: AgreementDialogProps) {
  const { t, tx } = useI18n();
  const noteId = useId();
  const { label } = useAgreementServer(serverKey);
  const { agreement, change, isKnown, ...mutation } = useChangeAgreement(serverKey);
  const [typedTags, setTags] = useState<string | null>(null);
  const [typedNote, setNote] = useState<string | null>(null);
  const before = { tags: agreement?.tags.join(', ') ?? '', note: agreement?.note ?? '' };
  const text = typedTags ?? before.tags;
  const note = typedNote ?? before.note;
  const tags = tagsIn(text);
  const tagError =
    tags.length > MAX_TAGS
      ? t('notes.tooManyTags', { max: MAX_TAGS })
      : tags.some((tag) => tag.length > MAX_TAG)
        ? t('notes.tagTooLong', { max: MAX_TAG })
        : null;
  const areTagsChanged = tags.join(', ') !== before.tags;
  const isNoteChanged = note.trim() !== before.note;
  return (
    <MutationDialog
      {...callbacks}
      {...mutation}
      title={tx('notes.title', { server: label })}
      description={t('notes.intro')}
      submitLabel={t('notes.save')}
      variant="primary"
      isReady={isKnown && tagError === null && (areTagsChanged || isNoteChanged)}
      onSubmit={() =>
        change({ kind: 'notes', tags, note: note.trim() === '' ? null : note }, callbacks.onClose)
      }
    >
      <TextField
        label={t('notes.tags')}
        hint={t('notes.tagsHint')}
        value={text}
        readOnly={mutation.isPending}
        onChange={(event) => setTags(event.target.value)}
        error={tagError}
      />
      <FieldShell id={noteId} label={t('notes.note')}>
        <textarea
          {...fieldAria(noteId, false, false)}
          className="input notes__note"
          rows={4}
          maxLength={MAX_NOTE}
          value={note}
          readOnly={mutation.isPending}
          onChange={(event) => setNote(event.target.value)}
        />
      </FieldShell>
    </MutationDialog>
  );
}
