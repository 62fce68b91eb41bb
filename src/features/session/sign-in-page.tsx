import './sign-in-page.css';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { gatewayQuery } from '../../api/gateway';
import { getSession, signIn } from '../../api/session';
import { correctedNowMs } from '../../browser/clock';
import { navigation } from '../../browser/navigation';
import { announceSignIn, followSignIn } from '../../browser/sign-in-news';
import { claimStorage } from '../../browser/storage/account-storage';
import { useNow } from '../../browser/use-now';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { ErrorNotice } from '../../components/loading/error-notices';
import { FirstLoad } from '../../components/loading/first-load';
import { TabTitle } from '../../components/page-head';
import { ApiError } from '../../core/contract/errors';
import { isTokenShaped } from '../../core/contract/token';
import { ownPath } from '../../routes/next-path';
import { paths } from '../../routes/paths';
import { Button } from '../../ui/button';
import { Notice, Skeleton } from '../../ui/feedback';
import { CheckField } from '../../ui/fields/check-field';
import { TextField } from '../../ui/fields/field';

/** Navigates on if no sign-in is needed, or somebody is already signed in; false until known. */
function useNeedsSignIn(next: string): boolean {
  const { data: gateway } = useQuery(gatewayQuery());
  const { mode, isSignedIn = false } = gateway ?? {};
  const { data: session, isError } = useQuery({
    queryKey: ['sign-in', 'session'],
    queryFn: ({ signal }) => getSession({ signal }),
    enabled: mode === 'sign-in' && isSignedIn,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  useEffect(() => {
    if (mode !== undefined && mode !== 'sign-in') navigation.replace(paths.overview());
    if (session === undefined) return;
    claimStorage(session.account);
    navigation.replace(next);
  }, [mode, session, next]);
  return mode === 'sign-in' && (!isSignedIn || isError);
}

/** Why nobody is signed in yet. */
type Problem =
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'cookie' }
  /** The gateway accepts no sign-in until then. */
  | { readonly kind: 'pause'; readonly why: 'limited' | 'busy'; readonly untilMs: number }
  | { readonly kind: 'other'; readonly error: unknown };

function problemOf(error: unknown, { t }: Pick<I18n, 't'>): Problem {
  const code = error instanceof ApiError ? error.gatewayCode : null;
  if (error instanceof ApiError && code === 'token_refused') {
    return { kind: 'token', text: t('signIn.refused', { detail: error.detail ?? '' }) };
  }
  if (error instanceof ApiError && (code === 'sign_in_limited' || code === 'sign_in_busy')) {
    const why = code === 'sign_in_busy' ? 'busy' : 'limited';
    return { kind: 'pause', why, untilMs: correctedNowMs() + (error.retryAfterMs ?? 0) };
  }
  return { kind: 'other', error };
}

/** The remaining time of a pause. A leaf, because it renders every second. */
function Pause({ why, untilMs, onEnd }: { why: 'limited' | 'busy'; untilMs: number; onEnd: () => void }) {
  const { t, format } = useI18n();
  const leftMs = untilMs - useNow(1000);
  useEffect(() => {
    if (leftMs <= 0) onEnd();
  });
  return (
    <Notice tone="warn" role="alert" title={t(`signIn.${why}Title`)}>
      <span>{t(`signIn.${why}`, { duration: format.duration(Math.max(1000, leftMs)) })}</span>
    </Notice>
  );
}

/** Whether the browser stored the session cookie; true if that can't be determined. */
async function isCookieKept(): Promise<boolean> {
  try {
    await getSession();
    return true;
  } catch (error) {
    return !(error instanceof ApiError && error.gatewayCode === 'session_missing');
  }
}

function SignInForm({ next }: { next: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [token, setToken] = useState('');
  const [isShown, setShown] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(navigator.cookieEnabled ? null : { kind: 'cookie' });
  const inputRef = useRef<HTMLInputElement>(null);
  useEffect(() => inputRef.current?.focus(), []);

  const fail = (failed: Problem) => {
    setPending(false);
    setProblem(failed);
    if (failed.kind !== 'cookie') inputRef.current?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending || problem?.kind === 'pause') return;
    const typed = token.trim();
    if (!isTokenShaped(typed)) {
      fail({ kind: 'token', text: t(typed === '' ? 'signIn.empty' : 'signIn.notAToken') });
      return;
    }
    setProblem(null);
    setPending(true);
    try {
      const { account } = await signIn(typed);
      if (!(await isCookieKept())) {
        fail({ kind: 'cookie' });
        return;
      }
      claimStorage(account);
      announceSignIn();
      // The browser may keep this page in memory.
      setToken('');
      navigation.replace(next);
    } catch (error) {
      fail(problemOf(error, i18n));
    }
  };

  return (
    <form className="sign-in__form" onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        ref={inputRef}
        label={t('signIn.token')}
        hint={t('signIn.tokenHint')}
        type={isShown ? 'text' : 'password'}
        value={token}
        onChange={(event) => {
          setToken(event.target.value);
          if (problem?.kind === 'token') setProblem(null);
        }}
        error={problem?.kind === 'token' ? problem.text : null}
        readOnly={isPending}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <CheckField label={t('signIn.show')} isChecked={isShown} onChange={setShown} />
      {problem?.kind === 'cookie' ? (
        <Notice tone="bad" role="alert" title={t('signIn.cookieTitle')}>
          {t('signIn.cookie', { host: window.location.host })}
        </Notice>
      ) : null}
      {problem?.kind === 'pause' ? <Pause {...problem} onEnd={() => setProblem(null)} /> : null}
      {problem?.kind === 'other' ? <ErrorNotice error={problem.error} /> : null}
      <div className="sign-in__actions">
        <Button
          type="submit"
          variant="primary"
          isPending={isPending}
          aria-disabled={problem?.kind === 'pause' || undefined}
        >
          {t(isPending ? 'signIn.submitting' : 'signIn.submit')}
        </Button>
      </div>
    </form>
  );
}

/** `/sign-in`: asks for a provider token, and continues to the requested page. */
export default function SignInPage() {
  const { t } = useI18n();
  const search = new URLSearchParams(window.location.search);
  const next = ownPath(search.get('next'));
  const reason = search.get('reason');
  const gateway = useQuery(gatewayQuery());
  const isNeeded = useNeedsSignIn(next);
  const { refetch } = gateway;
  // A sign-in in another tab counts here too.
  useEffect(() => followSignIn(() => void refetch()), [refetch]);
  const skeleton = <Skeleton rows={3} rowHeightPx={40} label={t('app.loading')} />;
  return (
    <main id="main" className="sign-in">
      <TabTitle title={t('signIn.title')} />
      <div className="card sign-in__card">
        <p className="sign-in__name">{t('app.name')}</p>
        <h1>{t('signIn.title')}</h1>
        {reason === 'expired' || reason === 'ended' ? (
          <Notice tone="info" role="status">
            {t(`signIn.reason.${reason}`)}
          </Notice>
        ) : null}
        {gateway.data === undefined ? (
          <FirstLoad query={gateway} skeleton={skeleton} />
        ) : isNeeded ? (
          <>
            <p className="muted">{t('signIn.intro', { provider: gateway.data?.providerHost ?? '' })}</p>
            <SignInForm next={next} />
            <p className="muted small">{t('signIn.promise')}</p>
          </>
        ) : (
          skeleton
        )}
      </div>
    </main>
  );
}
