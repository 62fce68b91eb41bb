import type { LucideIcon } from 'lucide-react';
import CircleHelp from 'lucide-react/icons/circle-question-mark';
import CloudOff from 'lucide-react/icons/cloud-off';
import FileWarning from 'lucide-react/icons/file-exclamation-point';
import Hourglass from 'lucide-react/icons/hourglass';
import KeyRound from 'lucide-react/icons/key-round';
import SearchX from 'lucide-react/icons/search-x';
import ServerCrash from 'lucide-react/icons/server-crash';
import ShieldAlert from 'lucide-react/icons/shield-exclamation-point';
import TimerOff from 'lucide-react/icons/timer-off';
import { clockOffsetMs } from '../../browser/clock';
import { useNow } from '../../browser/use-now';
import type { BackupList } from '../../core/backups/backup';
import { ApiError, type ApiErrorKind } from '../../core/contract/errors';
import { SECOND_MS } from '../../core/lib/time-units';
import { Button } from '../../ui/button';
import { Notice, StateMessage } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { type ErrorText, errorLine, errorText } from './error-text';

const ICONS: Readonly<Record<ApiErrorKind, LucideIcon>> = {
  network: CloudOff,
  timeout: TimerOff,
  unauthorized: KeyRound,
  forbidden: ShieldAlert,
  notFound: SearchX,
  conflict: CircleHelp,
  validation: CircleHelp,
  rateLimited: Hourglass,
  server: ServerCrash,
  dashboard: ServerCrash,
  contract: FileWarning,
};

/** The next automatic retry. */
export interface NextTry {
  /** Epoch ms, by this computer's clock. */
  readonly atMs: number;
  /** Time from the failure to the retry, ms. */
  readonly waitMs: number;
}

export interface Retries {
  onRetry: () => void;
  isRetrying: boolean;
  /** Null: no automatic retry. */
  nextTry: NextTry | null;
  /** The provider asked for a pause: the button is disabled until its end. */
  isAskedToWait: boolean;
}

export interface ErrorStateProps extends Retries {
  error: unknown;
  /** Replaces the usual texts of the error. */
  words?: ErrorText | undefined;
}

/** A leaf, because it renders every second. */
function Countdown({ nextTry: { atMs, waitMs } }: { nextTry: NextTry }) {
  const { t, format } = useI18n();
  const leftMs = Math.min(waitMs, atMs - (useNow(SECOND_MS) - clockOffsetMs.get()));
  const seconds = Math.max(1, Math.ceil(leftMs / SECOND_MS));
  return <span>{t('error.retryIn', { duration: format.duration(seconds * SECOND_MS) })}</span>;
}

/** The time of the next retry: announced once per failure, counted down on screen. */
export function RetryTime({ nextTry, isRetrying }: { nextTry: NextTry; isRetrying: boolean }) {
  const { t, format } = useI18n();
  return (
    <>
      <span className="visually-hidden">
        {t('error.retryIn', { duration: format.duration(Math.max(SECOND_MS, nextTry.waitMs)) })}
      </span>
      <span aria-hidden="true" className="tabular">
        {isRetrying ? t('error.retryNow') : <Countdown nextTry={nextTry} />}
      </span>
    </>
  );
}

function RetryButton({ onRetry, isRetrying, isAskedToWait }: Retries) {
  const { t } = useI18n();
  return (
    <Button onClick={onRetry} isPending={isRetrying} aria-disabled={isAskedToWait || undefined}>
      {t('action.retry')}
    </Button>
  );
}

/** Replaces content that was never read. */
export function ErrorState(props: ErrorStateProps) {
  const { error, isRetrying, nextTry } = props;
  const i18n = useI18n();
  const { title, text, said } = props.words ?? errorText(error, i18n);
  const Icon = error instanceof ApiError ? ICONS[error.kind] : CircleHelp;
  return (
    <StateMessage
      role="alert"
      tone="bad"
      icon={<Icon size={22} />}
      title={title}
      actions={<RetryButton {...props} />}
    >
      <p>{text}</p>
      {said === null ? null : <p>{said}</p>}
      {nextTry === null ? null : (
        <p>
          <RetryTime nextTry={nextTry} isRetrying={isRetrying} />
        </p>
      )}
    </StateMessage>
  );
}

const NOTICE_TEXT = {
  listStale: 'list.stale',
  serversStale: 'overview.serversStale',
  serversFailed: 'overview.serversFailed',
  serversForbidden: 'overview.serversForbidden',
} as const;

export interface FailureNoticeProps {
  what: keyof typeof NOTICE_TEXT;
  error: Error;
  /** When the data still shown was read, epoch ms. */
  readAtMs: number;
  retries: Retries;
  hasAction: boolean;
}

/** Says in one line that a list could not be read, beside the data still shown. */
export function FailureNotice({ what, error, readAtMs, retries, hasAction }: FailureNoticeProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { nextTry, isRetrying } = retries;
  return (
    <Notice
      tone={what === 'serversForbidden' ? 'info' : 'warn'}
      role="status"
      action={hasAction ? <RetryButton {...retries} /> : null}
    >
      <span>{t(NOTICE_TEXT[what], { reason: errorLine(error, i18n), time: format.time(readAtMs) })}</span>{' '}
      {nextTry === null ? null : <RetryTime nextTry={nextTry} isRetrying={isRetrying} />}
    </Notice>
  );
}

export interface IncompleteNoticesProps {
  what: 'backups' | 'servers';
  list: Pick<BackupList, 'expectedCount' | 'skippedCount' | 'isComplete'>;
  received: number;
}

/** Says that a list is incomplete. */
export function IncompleteNotices({ what, list, received }: IncompleteNoticesProps) {
  const { t } = useI18n();
  const { expectedCount: expected, skippedCount: count, isComplete } = list;
  const partial =
    what === 'servers'
      ? t('overview.serversPartial', { expected: expected ?? t('common.unknown'), received })
      : expected !== null && expected > received
        ? t('list.partial', { expected, received })
        : t('list.partialUnknown', { received });
  const skipped = what === 'servers' ? t('overview.serversSkipped', { count }) : t('list.skipped', { count });
  return [isComplete ? null : partial, count === 0 ? null : skipped].map((text) =>
    text === null ? null : (
      <Notice key={text} tone="warn" role="status">
        {text}
      </Notice>
    ),
  );
}
