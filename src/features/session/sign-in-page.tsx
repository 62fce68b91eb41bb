import './sign-in-page.css';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { gatewayQuery } from '../../api/gateway';
import { getSession, signIn } from '../../api/session';
import { claimStorage, followSignIn, tellSignedIn } from '../../browser/account-storage';
import { correctedNowMs } from '../../browser/clock';
import { navigation } from '../../browser/navigation';
import { useNow } from '../../browser/use-now';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/list/error-text';
import { FirstLoad } from '../../components/list/first-load';
import { TabTitle } from '../../components/page-head';
import { ApiError } from '../../core/contract/errors';
import { isTokenShaped } from '../../core/contract/token';
import { ownPath } from '../../routes/next-path';
import { paths } from '../../routes/paths';
import { Button } from '../../ui/button';
import { CheckField } from '../../ui/check-field';
import { Notice, Skeleton } from '../../ui/feedback';
import { TextField } from '../../ui/field';

/** Leads on where there is nothing to do here: nobody has to sign in, or somebody has. Null while that is unknown. */
function useNeedsSignIn(next: string): boolean | null {
  const { data: gateway } = useQuery(gatewayQuery());
  const [isNeeded, setNeeded] = useState<boolean | null>(null);
  const { mode, isSignedIn } = gateway ?? {};
  useEffect(() => {
    if (mode === undefined) return;
    if (mode !== 'sign-in') {
      navigation.replace(paths.overview());
      return;
    }
    if (isSignedIn !== true) {
      setNeeded(true);
      return;
    }
    let isCurrent = true;
    getSession().then(
      ({ account }) => {
        if (!isCurrent) return;
        claimStorage(account);
        navigation.replace(next);
      },
      // No longer, or not to be known: signing in will tell.
      () => isCurrent && setNeeded(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [mode, isSignedIn, next]);
  return isNeeded;
}

interface PauseAsked {
  readonly why: 'limited' | 'busy';
  readonly untilMs: number;
}

/** The time left of a pause that the gateway asked for; draws itself anew each second, and nothing around it. */
function Pause({ pause: { why, untilMs }, onEnd }: { pause: PauseAsked; onEnd: () => void }) {
  const { t, format } = useI18n();
  const leftMs = untilMs - useNow(1000);
  useEffect(() => {
    if (leftMs <= 0) onEnd();
  });
  return <span>{t(`signIn.${why}`, { duration: format.duration(Math.max(1000, leftMs)) })}</span>;
}

/** Whether the browser took the cookie that a sign-in is kept in. What cannot be known will show. */
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
  const [fieldError, setFieldError] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isCookieRefused, setCookieRefused] = useState(!navigator.cookieEnabled);
  const [pause, setPause] = useState<PauseAsked | null>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  useEffect(() => inputRef.current?.focus(), []);

  const refuse = (error: unknown) => {
    setPending(false);
    inputRef.current?.focus();
    const code = error instanceof ApiError ? error.gatewayCode : null;
    if (error instanceof ApiError && code === 'token_refused') {
      setFieldError(t('signIn.refused', { detail: error.detail ?? '' }));
    } else if (error instanceof ApiError && (code === 'sign_in_limited' || code === 'sign_in_busy')) {
      const untilMs = correctedNowMs() + (error.retryAfterMs ?? 0);
      setPause({ why: code === 'sign_in_busy' ? 'busy' : 'limited', untilMs });
    } else {
      setFailure(error);
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending || pause !== null) return;
    setFailure(null);
    setCookieRefused(false);
    const typed = token.trim();
    if (!isTokenShaped(typed)) {
      setFieldError(t(typed === '' ? 'signIn.empty' : 'signIn.notAToken'));
      inputRef.current?.focus();
      return;
    }
    setFieldError(null);
    setPending(true);
    try {
      const { account } = await signIn(typed);
      if (!(await isCookieKept())) {
        setPending(false);
        setCookieRefused(true);
        return;
      }
      claimStorage(account);
      tellSignedIn();
      // Nothing on this page keeps it any longer, wherever the browser may keep the page.
      setToken('');
      navigation.replace(next);
    } catch (error) {
      refuse(error);
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
          setFieldError(null);
        }}
        error={fieldError}
        readOnly={isPending}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <CheckField label={t('signIn.show')} isChecked={isShown} onChange={setShown} />
      {isCookieRefused ? (
        <Notice tone="bad" role="alert" title={t('signIn.cookieTitle')}>
          {t('signIn.cookie', { host: window.location.host })}
        </Notice>
      ) : null}
      {pause === null ? null : (
        <Notice tone="warn" role="alert" title={t(`signIn.${pause.why}Title`)}>
          <Pause pause={pause} onEnd={() => setPause(null)} />
        </Notice>
      )}
      {failure === null ? null : (
        <Notice tone="bad" role="alert">
          {errorLine(failure, i18n)}
        </Notice>
      )}
      <div className="sign-in__actions">
        <Button
          type="submit"
          variant="primary"
          isPending={isPending}
          aria-disabled={pause !== null || undefined}
        >
          {t(isPending ? 'signIn.submitting' : 'signIn.submit')}
        </Button>
      </div>
    </form>
  );
}

/** `/sign-in`: asks for a token of the provider, and leads on to where one wanted to go. */
export default function SignInPage() {
  const { t } = useI18n();
  const search = new URLSearchParams(window.location.search);
  const next = ownPath(search.get('next'));
  const reason = search.get('reason');
  const gateway = useQuery(gatewayQuery());
  const isNeeded = useNeedsSignIn(next);
  const { refetch } = gateway;
  // Another tab may sign in meanwhile, for both.
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
        ) : isNeeded === true ? (
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
