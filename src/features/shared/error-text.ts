import { ApiError } from '../../api/errors';
import type { I18n } from '../../i18n/i18n-provider';

/** What to tell a person about a failure: what happened, and the provider's own words where it gave some. */
export interface ErrorText {
  readonly title: string;
  readonly text: string;
  /** The provider's words, quoted; null when it said nothing. */
  readonly said: string | null;
}

/** The one place where a failure becomes copy. Follows from the error's kind, never from its wording. */
export function errorText(error: unknown, i18n: Pick<I18n, 't' | 'format'>): ErrorText {
  const { t, format } = i18n;
  if (!(error instanceof ApiError)) {
    return { title: t('error.unknown.title'), text: t('error.unknown.text'), said: null };
  }
  const said =
    error.detail === null || error.detail === '' ? null : t('error.said', { detail: error.detail });
  return { title: t(`error.${error.kind}.title`), text: kindText(error, t, format), said };
}

function kindText(error: ApiError, t: I18n['t'], format: I18n['format']): string {
  if (error.kind === 'network' && error.status === null) return t('error.gateway.text');
  if (error.kind === 'server') return t('error.server.text', { status: String(error.status ?? '') });
  if (error.kind === 'rateLimited' && error.retryAfterMs !== null) {
    return t('error.rateLimited.wait', { duration: format.duration(error.retryAfterMs) });
  }
  return t(`error.${error.kind}.text`);
}

/** Text and quoted words in one line, for notices inside forms and beside data. */
export function errorLine(error: unknown, i18n: Pick<I18n, 't' | 'format'>): string {
  const { text, said } = errorText(error, i18n);
  return said === null ? text : `${text} ${said}`;
}
