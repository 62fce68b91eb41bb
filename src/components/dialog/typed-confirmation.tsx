import type { ReactNode } from 'react';
import type { ConfirmationTier, NamedServer } from '../../core/deletion/delete-impact';
import { isTyped, mayBecome, typedId } from '../../core/lib/fold-text';
import { EXACT_WORDS, TextField } from '../../ui/field';
import { ForeignText } from '../../ui/foreign-text';
import { useI18n } from '../i18n/i18n-provider';
import { useKeptWords } from './kept-words';

interface Wanted {
  /** Tells one field from another, whatever they ask for. */
  readonly key: string;
  readonly label: ReactNode;
  readonly text: string;
  /** Typed with the `#` that stands before it on the page, or without. */
  readonly isId?: boolean;
}

const withoutMark = (typed: string, { isId = false }: Wanted) => (isId ? typedId(typed) : typed);
const isRight = (typed: string, wanted: Wanted) => isTyped(withoutMark(typed, wanted), wanted.text);

export interface TypedConfirmation {
  /** What must be typed, in order. */
  readonly wanted: readonly Wanted[];
  readonly typed: readonly string[];
  readonly setTyped: (index: number, text: string) => void;
  readonly isConfirmed: boolean;
}

/** What the tier asks to be typed, and whether it has been. `dialog` names the dialog and its backup. */
export function useTypedConfirmation(tier: ConfirmationTier, dialog: string): TypedConfirmation {
  const { tx } = useI18n();
  const typedWord = (text: string) => <ForeignText text={text} />;
  const [byKey, keepTyped] = useKeptWords(dialog);
  const names = (servers: readonly NamedServer[]): Wanted[] =>
    servers.map(({ serverKey, serverName, serverLabel }) => ({
      key: `server ${serverKey} ${serverName}`,
      label: tx(serverLabel === serverName ? 'delete.typeName' : 'delete.typeNameOf', {
        server: typedWord(serverName),
        id: typedWord(`#${serverKey}`),
      }),
      text: serverName,
    }));
  const wanted: readonly Wanted[] =
    tier.kind === 'typeCount'
      ? [
          {
            key: tier.text,
            label: tx('delete.typeCount', { text: typedWord(tier.text) }),
            text: tier.text,
          },
        ]
      : tier.kind === 'typeNames'
        ? names(tier.servers)
        : tier.kind === 'typeId'
          ? [
              {
                key: `id ${tier.id}`,
                label: tx('delete.typeId', { id: typedWord(tier.id) }),
                text: tier.id,
                isId: true,
              },
              ...names(tier.servers),
            ]
          : [];
  const typed = wanted.map(({ key }) => byKey[key] ?? '');
  return {
    wanted,
    typed,
    // Kept by what is asked for: when a poll changes what is asked, words that still fit stay.
    setTyped: (index, text) => {
      const key = wanted[index]?.key;
      if (key !== undefined) keepTyped(key, text);
    },
    isConfirmed: tier.kind !== 'refused' && wanted.every((each, index) => isRight(typed[index] ?? '', each)),
  };
}

/** The fields for it; nothing where nothing is to be typed. */
export function TypedConfirmationFields({
  confirmation,
  isReadOnly,
}: {
  confirmation: TypedConfirmation;
  isReadOnly: boolean;
}) {
  const { t } = useI18n();
  return confirmation.wanted.map((wanted, index) => {
    const { key, label, text } = wanted;
    const typed = confirmation.typed[index] ?? '';
    const isWrong = !isRight(typed, wanted) && !mayBecome(withoutMark(typed, wanted), text);
    return (
      <TextField
        key={key}
        label={label}
        value={typed}
        readOnly={isReadOnly}
        onChange={(event) => confirmation.setTyped(index, event.target.value)}
        {...EXACT_WORDS}
        error={isWrong ? t('delete.mismatch') : null}
      />
    );
  });
}
