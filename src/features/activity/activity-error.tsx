import type { I18n } from '../../components/i18n/i18n-provider';
import { type ErrorText, errorLine } from '../../components/loading/error-text';
import { ApiError } from '../../core/contract/errors';
import { isolated } from '../../core/lib/foreign-text';

/** The gateway cannot read its log. */
function isLogUnavailable(error: unknown): error is ApiError {
  return error instanceof ApiError && error.kind === 'dashboard';
}

/** Why the log could not be read, in one line. */
export function activityErrorLine(error: unknown, i18n: Pick<I18n, 't' | 'format'>): string {
  return isLogUnavailable(error) ? i18n.t('activity.error.line') : errorLine(error, i18n);
}

/** The same in place of the log; undefined for errors without a special text here. */
export function activityErrorText(error: unknown, { t }: Pick<I18n, 't'>): ErrorText | undefined {
  if (!isLogUnavailable(error)) return undefined;
  const said = error.detail === null ? null : isolated(error.detail);
  return { title: t('activity.error.title'), text: t('activity.error.text'), said };
}
