import { type RefObject, useState } from 'react';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { savedViews } from '../../components/saved-views';
import { MAX_NAME_LENGTH } from '../../core/lib/short-name';
import { checkViewName, MAX_VIEWS, type SavedView, type ViewProblem } from '../../core/views/saved-views';
import { TextField } from '../../ui/fields/field';
import { NO_AUTOFILL } from '../../ui/fields/field-attributes';

/** Why a view can't have a name. */
function problemText(problem: ViewProblem, { t }: Pick<I18n, 't'>): string {
  if (problem === 'tooLong') return t('name.tooLong', { max: MAX_NAME_LENGTH });
  return problem === 'full' ? t('views.full', { max: MAX_VIEWS }) : t(`views.${problem}`);
}

/** The name of a view while it is typed. @param renamed the view being renamed; null for a new one */
export function useViewName(renamed: SavedView | null, inputRef: RefObject<HTMLInputElement | null>) {
  const [typed, setTyped] = useState(renamed?.name ?? '');
  const [problem, setProblem] = useState<ViewProblem | null>(null);
  /** The valid name; null if it is invalid, which the field then explains. */
  const check = (): string | null => {
    const checked = checkViewName(typed, savedViews.get(), renamed);
    if (checked.isGood) return checked.name;
    setProblem(checked.problem);
    inputRef.current?.focus();
    return null;
  };
  const change = (text: string) => {
    setTyped(text);
    setProblem(null);
  };
  return { typed, problem, change, check };
}

export interface ViewNameFieldProps {
  label: string;
  name: ReturnType<typeof useViewName>;
  ref: RefObject<HTMLInputElement | null>;
}

export function ViewNameField({ label, name, ref }: ViewNameFieldProps) {
  const i18n = useI18n();
  return (
    <TextField
      ref={ref}
      label={label}
      value={name.typed}
      onChange={(event) => name.change(event.target.value)}
      error={name.problem === null ? null : problemText(name.problem, i18n)}
      {...NO_AUTOFILL}
    />
  );
}
