import { allWords } from '../../core/contract/error-words';
import { ApiError, type ApiErrorKind } from '../../core/contract/errors';
import type { I18n } from '../i18n/i18n-provider';

export interface ErrorText {
  readonly title: string;
  readonly text: string;
  /** The provider's own words, quoted; null if it sent none. */
  readonly said: string | null;
}

/** Failures between gateway and provider, worded here even when the gateway reports them. */
const OUTAGE_KINDS: ReadonlySet<ApiErrorKind> = new Set(['network', 'timeout', 'contract']);

/** Derives texts from the kind of the error, never from its wording. */
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
  if (error.gatewayCode !== null && !OUTAGE_KINDS.has(error.kind)) {
    const text = t('error.refusedHere.text', { detail: allWords(error) ?? error.gatewayCode });
    const by = error.kind === 'dashboard' ? error.kind : 'refusedHere';
    return { title: t(`error.${by}.title`), text, said: null };
  }
  const isGatewayGone = error.kind === 'network' && error.status === null;
  const title = isGatewayGone ? t('error.gateway.title') : t(`error.${error.kind}.title`);
  return { title, text: kindText(error, t, format), said: quoteOf(error, t) };
}

function quoteOf(error: ApiError, t: I18n['t']): string | null {
  const words = allWords(error);
  // The gateway's own message about an outage would repeat the text in English.
  if (words === null || error.gatewayCode !== null) return null;
  // The page of a proxy has no full stop.
  return error.kind === 'dashboard'
    ? t('error.refusedHere.text', { detail: `“${words}”` })
    : t('error.said', { detail: words });
}

function kindText(error: ApiError, t: I18n['t'], format: I18n['format']): string {
  if (error.kind === 'network' && error.status === null) return t('error.gateway.text');
  if (error.kind === 'network' && error.downSince !== null) {
    const duration = format.duration(error.retryAfterMs ?? 0);
    return t('error.down.text', { time: format.time(error.downSince), duration });
  }
  if (error.kind === 'server' || error.kind === 'dashboard') {
    return t(`error.${error.kind}.text`, { status: String(error.status ?? '') });
  }
  if (error.kind === 'rateLimited' && error.retryAfterMs !== null) {
    return t('error.rateLimited.wait', { duration: format.duration(error.retryAfterMs) });
  }
  return t(`error.${error.kind}.text`);
}

/** Text and the provider's words in one line. */
export function errorLine(error: unknown, i18n: Pick<I18n, 't' | 'format'>): string {
  const { text, said } = errorText(error, i18n);
  return said === null ? text : `${text} ${said}`;
}
