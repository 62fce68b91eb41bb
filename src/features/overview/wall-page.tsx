import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useLocation, useNavigate } from 'react-router-dom';
import { onSessionLoss } from '../../api/client/session-loss';
import { reloadWhenServed } from '../../api/reload-when-served';
import { isLockedOut, lackOfLink, wallQuery } from '../../api/wall';
import { useOnline } from '../../browser/use-online';
import { StillStrip } from '../../components/days/still-strip';
import { PartialServersNotices } from '../../components/fleet/servers-notices';
import { useFleetOf } from '../../components/fleet/use-fleet';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import type { ErrorText } from '../../components/loading/error-text';
import { FirstLoad } from '../../components/loading/first-load';
import { LateFailureNotice, loadFailures } from '../../components/loading/late-failures';
import { PartialNotices } from '../../components/loading/list-notices';
import { attentionCount, TabTitle } from '../../components/page-head';
import { NO_AGREEMENTS } from '../../core/agreements/no-agreements';
import type { WallLists } from '../../core/fleet/wall-lists';
import { MINUTE_MS } from '../../core/lib/time-units';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { WallBoard } from './wall-board';

/** A newer build is not loaded before this, to avoid switching back and forth between gateways of different builds. */
const STAY_MS = 10 * MINUTE_MS;

/** The key in the fragment, removed from the address and its history entry at once; another may be pasted over it. */
function useKeyOfLink(): string | null {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const [key, setKey] = useState<string | null>(null);
  const latest = hash.length > 1 ? hash.slice(1) : key;
  if (latest !== key) setKey(latest);
  useEffect(() => {
    if (hash !== '') void navigate(pathname, { replace: true });
  }, [hash, pathname, navigate]);
  return latest;
}

/** Reloads the page when the gateway serves another build. */
function useNewBuilds(build: string | undefined): void {
  const [first, setFirst] = useState(build);
  if (first === undefined && build !== undefined) setFirst(build);
  const isOld = first !== undefined && build !== undefined && build !== first;
  useEffect(() => {
    if (!isOld) return;
    return reloadWhenServed(Math.max(0, STAY_MS - performance.now()));
  }, [isOld]);
}

function WallNotices({ list, servers }: Pick<WallLists, 'list' | 'servers'>) {
  const { t } = useI18n();
  return (
    <>
      <PartialNotices list={list} />
      {servers === undefined ? (
        <Notice tone="info" role="status">
          {t('overview.serversForbidden', { reason: t('error.forbidden.text') })}
        </Notice>
      ) : (
        <PartialServersNotices list={servers} />
      )}
    </>
  );
}

/** As large as the wall itself, because it is read from afar. */
function NoLink({ why, onRetry }: { why: 'missing' | 'refused' | 'revoked'; onRetry: () => void }) {
  const { t } = useI18n();
  return (
    <div className="wall">
      <TabTitle title={t('wallScreen.title')} />
      <div className="wall__head" role="alert">
        <h1>{t(`wallScreen.${why}.title`)}</h1>
        <p>{t(`wallScreen.${why}.text`)}</p>
        {why === 'missing' ? null : (
          <>
            <p>{t('wallScreen.stopped')}</p>
            <p>
              <Button onClick={onRetry}>{t('wallScreen.retry')}</Button>
            </p>
          </>
        )}
      </div>
    </div>
  );
}

/** The countdown below it says how long. */
function lockoutText(error: Error, { t }: I18n): ErrorText | undefined {
  if (!isLockedOut(error)) return undefined;
  return { title: t('wallScreen.limited.title'), text: t('wallScreen.limited.text'), said: null };
}

function Wall({ linkKey }: { linkKey: string | null }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [options] = useState(() => wallQuery(linkKey));
  const screen = useQuery(options);
  const isOnline = useOnline();
  const { data, error, dataUpdatedAt, isFetching, refetch } = screen;
  const lack = lackOfLink(error);
  const lists = lack === null && data !== undefined ? data.lists : null;
  const fleet = useFleetOf(lists?.list, lists?.servers, lists?.agreements ?? NO_AGREEMENTS);
  const attention = fleet?.summary.needsAttentionCount ?? null;
  useEffect(() => attentionCount.set(attention), [attention]);
  useNewBuilds(data?.build);
  // Nobody is there to sign in, whatever an older gateway says.
  useEffect(() => onSessionLoss(() => undefined), []);
  useEffect(() => {
    // Preloaded for when the gateway can't be reached; a failure here is retried then.
    loadFailures().catch(() => undefined);
  }, []);
  if (lack !== null) {
    const why = lack === 'refused' && data !== undefined ? 'revoked' : lack;
    return <NoLink why={why} onRetry={() => void refetch()} />;
  }
  return (
    <WallBoard
      fleet={fleet}
      isLoading={error === null}
      readAtMs={dataUpdatedAt}
      strip={({ key, history, protection }, nowMs) => (
        <StillStrip
          history={history}
          usualIntervalMs={protection.usualIntervalMs}
          nowMs={nowMs}
          deletedAtMs={lists?.deletedAtMs.get(key)}
        />
      )}
      notices={
        <>
          {isOnline ? null : (
            <Notice tone="warn" role="status">
              {t('app.offline')}
            </Notice>
          )}
          {lists === null ? (
            <FirstLoad query={screen} skeleton={null} wordsFor={(failure) => lockoutText(failure, i18n)} />
          ) : (
            <WallNotices {...lists} />
          )}
          {lists === null || error === null ? null : (
            <LateFailureNotice
              what="listStale"
              error={error}
              readAtMs={dataUpdatedAt}
              retries={{
                onRetry: () => void refetch(),
                isRetrying: isFetching,
                nextTry: null,
                isAskedToWait: false,
              }}
              hasAction={false}
            />
          )}
        </>
      }
    />
  );
}

/** Recovers from a crash automatically: nobody at the wall could press a button. */
function CrashedWall() {
  const { t } = useI18n();
  useEffect(() => reloadWhenServed(MINUTE_MS), []);
  return (
    <div className="wall">
      <TabTitle title={t('wallScreen.title')} />
      <div className="wall__head" role="alert">
        <h1>{t('crash.title')}</h1>
        <p>{t('wallScreen.crashed')}</p>
      </div>
    </div>
  );
}

/** `/wall`: the page of a wall link, for a screen without sign-in. */
export function WallPage() {
  const key = useKeyOfLink();
  return (
    <main id="main">
      <ErrorBoundary FallbackComponent={CrashedWall}>
        <Wall key={key} linkKey={key} />
      </ErrorBoundary>
    </main>
  );
}
