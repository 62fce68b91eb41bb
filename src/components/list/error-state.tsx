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
import { ApiError, type ApiErrorKind } from '../../core/contract/errors';
import { SECOND_MS } from '../../core/lib/time-units';
import { Button } from '../../ui/button';
import { StateMessage } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { type ErrorText, errorText } from './error-text';

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
  contract: FileWarning,
};

/** When something is tried again by itself. */
export interface NextTry {
  /** Epoch ms of this computer's clock. */
  readonly atMs: number;
  /** How long that was from the failure on, ms. */
  readonly waitMs: number;
}

export interface ErrorStateProps {
  error: unknown;
  onRetry: () => void;
  isRetrying: boolean;
  /** Null when it is not tried again by itself. */
  nextTry: NextTry | null;
  /** The provider wants to be left alone until then: no click asks it sooner. */
  isAskedToWait: boolean;
  /** For a failure that means something else here. */
  words?: ErrorText | undefined;
}

/** The time that is left. A leaf: it is drawn every second. */
function Countdown({ nextTry: { atMs, waitMs } }: { nextTry: NextTry }) {
  const { t, format } = useI18n();
  const leftMs = Math.min(waitMs, atMs - (useNow(SECOND_MS) - clockOffsetMs.get()));
  const seconds = Math.max(1, Math.ceil(leftMs / SECOND_MS));
  return <span>{t('error.retryIn', { duration: format.duration(seconds * SECOND_MS) })}</span>;
}

/** In place of content that could not be read even once. */
export function ErrorState(props: ErrorStateProps) {
  const { error, onRetry, isRetrying, nextTry, isAskedToWait } = props;
  const i18n = useI18n();
  const { t, format } = i18n;
  const { title, text, said } = props.words ?? errorText(error, i18n);
  const Icon = error instanceof ApiError ? ICONS[error.kind] : CircleHelp;
  return (
    <StateMessage
      role="alert"
      tone="bad"
      icon={<Icon size={22} />}
      title={title}
      actions={
        <Button onClick={onRetry} isPending={isRetrying} aria-disabled={isAskedToWait || undefined}>
          {t('action.retry')}
        </Button>
      }
    >
      <p>{text}</p>
      {said === null ? null : <p>{said}</p>}
      {nextTry === null ? null : (
        <p>
          {/* Said once for each failure; nobody wants to hear the seconds. */}
          <span className="visually-hidden">
            {t('error.retryIn', { duration: format.duration(Math.max(SECOND_MS, nextTry.waitMs)) })}
          </span>
          <span aria-hidden="true" className="tabular">
            {isRetrying ? t('error.retryNow') : <Countdown nextTry={nextTry} />}
          </span>
        </p>
      )}
    </StateMessage>
  );
}
