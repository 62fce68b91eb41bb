import type { I18n } from '../../components/i18n/i18n-provider';
import { MAX_NAME_LENGTH } from '../../core/lib/short-name';
import { MAX_VIEWS, type ViewProblem } from '../../core/views/saved-views';

/** Why a name cannot be given to a view. */
export function viewProblemText(problem: ViewProblem | null, { t }: Pick<I18n, 't'>): string | null {
  if (problem === null) return null;
  if (problem === 'tooLong') return t('name.tooLong', { max: MAX_NAME_LENGTH });
  return problem === 'full' ? t('views.full', { max: MAX_VIEWS }) : t(`views.${problem}`);
}
