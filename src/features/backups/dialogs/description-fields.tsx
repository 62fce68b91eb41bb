import type { RefObject } from 'react';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { addKeepMark, DESCRIPTION_MAX_LENGTH } from '../../../core/backups/description';
import { isKept, withoutKeepMark } from '../../../core/backups/keep-mark';
import { CheckField } from '../../../ui/fields/check-field';
import { TextField } from '../../../ui/fields/field';
import { NO_AUTOFILL } from '../../../ui/fields/field-attributes';

export interface DescriptionFieldsProps {
  description: string;
  /** Receives a change to the latest text: two fields may change it between two renders. */
  onChange: (change: (description: string) => string) => void;
  error?: string | null;
  isPending?: boolean;
  inputRef?: RefObject<HTMLInputElement | null>;
}

/** The description of a new backup, and whether it is locked against deletion. */
export function DescriptionFields(props: DescriptionFieldsProps) {
  const { description, onChange, error = null, isPending = false, inputRef } = props;
  const { t } = useI18n();
  return (
    <>
      <TextField
        ref={inputRef}
        label={t('create.description')}
        hint={t('create.descriptionHint')}
        value={description}
        maxLength={DESCRIPTION_MAX_LENGTH}
        onChange={({ target }) => onChange(() => target.value)}
        error={error}
        readOnly={isPending}
        {...NO_AUTOFILL}
      />
      <CheckField
        label={t('keep.createLabel')}
        hint={t('keep.createHint')}
        isChecked={isKept({ type: 'manual', description })}
        onChange={(isMarked) => onChange(isMarked ? addKeepMark : withoutKeepMark)}
        disabled={isPending}
      />
    </>
  );
}
