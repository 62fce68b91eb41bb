import './session-ending.css';
import { useQuery } from '@tanstack/react-query';
import { gatewayQuery } from '../../api/gateway';
import { endOfSession, sessionQuery } from '../../api/session';
import { clockOffsetMs } from '../../browser/clock';
import { useNow } from '../../browser/use-now';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import { MINUTE_MS } from '../../core/lib/time-units';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { showToast } from '../../ui/overlays/toast-store';

const TICK_MS = 10_000;

function Ending() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { data, error, isFetching, refetch } = useQuery(sessionQuery());
  const nowMs = useNow(TICK_MS) - clockOffsetMs.get();
  const end = data === undefined ? null : endOfSession(data, nowMs);
  const stay = async () => {
    // Any request extends the session.
    const { isSuccess } = await refetch();
    if (!isSuccess) return;
    document.getElementById('main')?.focus({ preventScroll: true });
    showToast({ tone: 'ok', text: t('session.ending.stays') });
  };
  const isNear = end?.kind === 'near';
  // In whole minutes, because screen readers read every change.
  const duration = isNear ? format.duration(Math.max(1, Math.ceil(end.leftMs / MINUTE_MS)) * MINUTE_MS) : '';
  return (
    // Mounted from the start: a live region added together with its text is often not read.
    <div className="session-ending" role="status" aria-live="polite" data-live-region="">
      {isNear ? (
        <Notice
          tone="warn"
          action={
            end.why === 'limit' ? undefined : (
              <Button isPending={isFetching} onClick={() => void stay()}>
                {t('session.ending.stay')}
              </Button>
            )
          }
        >
          <span>{t(`session.ending.${end.why}`, { duration })}</span>
          {error === null ? null : (
            <div>{t('session.ending.failed', { reason: errorLine(error, i18n) })}</div>
          )}
        </Notice>
      ) : null}
    </div>
  );
}

/** Warns on every page before the session ends. */
export function SessionEnding() {
  const { data: gateway } = useQuery(gatewayQuery());
  return gateway?.mode === 'sign-in' ? <Ending /> : null;
}
