import { allWords } from '../../core/contract/error-words';
import { ApiError, type ApiErrorKind } from '../../core/contract/errors';
import type { I18n } from '../i18n/i18n-provider';

/** The text for a failure: what happened, and the provider's own words if it sent any. */
export interface ErrorText {
  readonly title: string;
  readonly text: string;
  /** The provider's words, quoted; null when it said nothing. */
  readonly said: string | null;
}

/** Failures on the way to the provider, in the person's language whoever noticed them. */
const OUTAGE_KINDS: ReadonlySet<ApiErrorKind> = new Set(['network', 'timeout', 'contract']);

/** The one place where a failure becomes text. Follows from the error's kind, never from its wording. */
export function errorText(error: unknown, i18n: Pick<I18n, 't' | 'format'>): ErrorText {
  const { t, format } = i18n;
  if (!(error instanceof ApiError)) {
    return { title: t('error.unknown.title'), text: t('error.unknown.text'), said: null };
  }
  if (error.gatewayCode === 'upstream_busy') {
    return { title: t('error.busy.title'), text: t('error.busy.text'), said: null };
  }
  if (error.gatewayCode === 'read_only') {
    return { title: t('readOnly.refused.title'), text: t('readOnly.refused.text'), said: null };
  }
  const words = allWords(error);
  if (error.gatewayCode !== null && !OUTAGE_KINDS.has(error.kind)) {
    const text = t('error.refusedHere.text', { detail: words ?? error.gatewayCode });
    return { title: t('error.refusedHere.title'), text, said: null };
  }
  // Of an outage the gateway's own words would only say the same again, and only in English.
  const said = words === null || error.gatewayCode !== null ? null : t('error.said', { detail: words });
  const isGatewayGone = error.kind === 'network' && error.status === null;
  const title = isGatewayGone ? t('error.gateway.title') : t(`error.${error.kind}.title`);
  return { title, text: kindText(error, t, format), said };
}

function kindText(error: ApiError, t: I18n['t'], format: I18n['format']): string {
  if (error.kind === 'network' && error.status === null) return t('error.gateway.text');
  if (error.kind === 'network' && error.downSince !== null) {
    const duration = format.duration(error.retryAfterMs ?? 0);
    return t('error.down.text', { time: format.time(error.downSince), duration });
  }
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
