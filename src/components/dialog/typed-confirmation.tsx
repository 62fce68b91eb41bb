import type { ReactNode } from 'react';
import type { ConfirmationTier, NamedServer } from '../../core/deletion/delete-impact';
import { isTyped, mayBecome, typedId } from '../../core/lib/typed-text';
import { TextField } from '../../ui/fields/field';
import { EXACT_WORDS } from '../../ui/fields/field-attributes';
import { ForeignText } from '../../ui/foreign-text';
import { type I18n, useI18n } from '../i18n/i18n-provider';
import { useKeptWords } from './kept-input';

interface Wanted {
  readonly key: string;
  readonly label: ReactNode;
  readonly text: string;
  /** May be typed with or without the leading `#`. */
  readonly isId?: boolean;
}

const withoutMark = (typed: string, { isId = false }: Wanted) => (isId ? typedId(typed) : typed);
const isRight = (typed: string, wanted: Wanted) => isTyped(withoutMark(typed, wanted), wanted.text);

function wantedNames(servers: readonly NamedServer[], tx: I18n['tx']): readonly Wanted[] {
  return servers.map(({ serverKey, serverName, serverLabel }) => ({
    key: `server ${serverKey} ${serverName}`,
    label: tx(serverLabel === serverName ? 'delete.typeName' : 'delete.typeNameOf', {
      server: <ForeignText text={serverName} />,
      id: <ForeignText text={`#${serverKey}`} />,
    }),
    text: serverName,
  }));
}

function wantedBy(tier: ConfirmationTier, tx: I18n['tx']): readonly Wanted[] {
  switch (tier.kind) {
    case 'typeCount': {
      const { text } = tier;
      return [{ key: text, label: tx('delete.typeCount', { text: <ForeignText text={text} /> }), text }];
    }
    case 'typeNames':
      return wantedNames(tier.servers, tx);
    case 'typeId': {
      const label = tx('delete.typeId', { id: <ForeignText text={tier.id} /> });
      return [{ key: `id ${tier.id}`, label, text: tier.id, isId: true }, ...wantedNames(tier.servers, tx)];
    }
    default:
      return [];
  }
}

/** The text that a deletion asks to be typed, and whether it was. `dialog` identifies the dialog and its backup. */
export function useTypedConfirmation(tier: ConfirmationTier, dialog: string) {
  const { tx } = useI18n();
  // By key: typed text stays valid when a poll changes other requirements.
  const [typed, keepTyped] = useKeptWords(dialog);
  const wanted = wantedBy(tier, tx);
  const isConfirmed = tier.kind !== 'refused' && wanted.every((each) => isRight(typed[each.key] ?? '', each));
  return { wanted, typed, keepTyped, isConfirmed };
}

export interface TypedConfirmationFieldsProps {
  confirmation: ReturnType<typeof useTypedConfirmation>;
  isReadOnly: boolean;
}

export function TypedConfirmationFields({ confirmation, isReadOnly }: TypedConfirmationFieldsProps) {
  const { t } = useI18n();
  return confirmation.wanted.map((wanted) => {
    const { key, label, text } = wanted;
    const typed = confirmation.typed[key] ?? '';
    const isWrong = !isRight(typed, wanted) && !mayBecome(withoutMark(typed, wanted), text);
    return (
      <TextField
        key={key}
        label={label}
        value={typed}
        readOnly={isReadOnly}
        onChange={(event) => confirmation.keepTyped(key, event.target.value)}
        {...EXACT_WORDS}
        error={isWrong ? t('delete.mismatch') : null}
      />
    );
  });
}
