import { useState } from 'react';
import { MutationDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { hiddenInTag, MAX_TAG, MAX_TAGS } from '../../core/agreements/agreement-words';
import { TextField } from '../../ui/fields/field';
import { NoteField, useNoteError } from './note-field';
import type { AgreementDialogProps } from './reason-dialogs';
import { useAgreementServer } from './use-agreement-server';
import { useChangeAgreement } from './use-change-agreement';
import { useHiddenCharacterError } from './use-hidden-character-error';

function tagsIn(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}

/** The tags of a server, and a note about it. */
export function NotesDialog({ serverKey, ...callbacks }: AgreementDialogProps) {
  const { t, tx } = useI18n();
  const { label } = useAgreementServer(serverKey);
  const { agreement, change, isKnown, ...mutation } = useChangeAgreement(serverKey);
  const [typedTags, setTags] = useState<string | null>(null);
  const [typedNote, setNote] = useState<string | null>(null);
  const before = { tags: agreement?.tags.join(', ') ?? '', note: agreement?.note ?? '' };
  const text = typedTags ?? before.tags;
  const note = typedNote ?? before.note;
  const tags = tagsIn(text);
  const noteError = useNoteError(note);
  const hiddenCharacter = useHiddenCharacterError(text, hiddenInTag);
  const tagError =
    tags.length > MAX_TAGS
      ? t('notes.tooManyTags', { max: MAX_TAGS })
      : tags.some((tag) => tag.length > MAX_TAG)
        ? t('notes.tagTooLong', { max: MAX_TAG })
        : hiddenCharacter;
  const isChanged = tags.join(', ') !== before.tags || note.trim() !== before.note;
  return (
    <MutationDialog
      {...callbacks}
      {...mutation}
      title={tx('notes.title', { server: label })}
      description={t('notes.intro')}
      submitLabel={t('notes.save')}
      variant="primary"
      isReady={isKnown && tagError === null && noteError === null && (isChanged || mutation.error !== null)}
      onSubmit={() =>
        change({ kind: 'notes', tags, note: note.trim() === '' ? null : note.trim() }, callbacks.onClose)
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
      <NoteField value={note} onChange={setNote} error={noteError} isReadOnly={mutation.isPending} />
    </MutationDialog>
  );
}
