import { type ReactNode, useId } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { MAX_NOTE } from '../../core/agreements/agreement-words';
import { FieldShell, fieldAria } from '../../ui/fields/field';
import { useHiddenCharacterError } from './use-hidden-character-error';

/** Why a note cannot be saved; null when it can. */
export function useNoteError(note: string): string | null {
  const { t } = useI18n();
  const hiddenCharacter = useHiddenCharacterError(note);
  const tooMany = note.trim().length - MAX_NOTE;
  if (tooMany > 0) return t('mark.noteTooLong', { count: tooMany });
  return hiddenCharacter;
}

export interface NoteFieldProps {
  value: string;
  onChange: (note: string) => void;
  error: string | null;
  isReadOnly: boolean;
  hint?: ReactNode;
}

export function NoteField({ value, onChange, error, isReadOnly, hint }: NoteFieldProps) {
  const { t } = useI18n();
  const id = useId();
  return (
    <FieldShell id={id} label={t('mark.note')} hint={hint} error={error}>
      <textarea
        {...fieldAria(id, hint !== undefined, error !== null)}
        className="input notes__note"
        rows={4}
        value={value}
        readOnly={isReadOnly}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldShell>
  );
}
