import { FileWarning } from 'lucide-react';
import { ApiError } from '../../api/errors';
import { type I18n, useI18n } from '../../i18n/i18n-provider';
import { Button } from '../../ui/button';
import { StateMessage } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { ErrorState } from '../shared/error-state';
import { errorLine } from '../shared/error-text';

/** Whether the gateway cannot read its log: nobody else answers at this address, so a 5xx is its own. */
function isLogUnavailable(error: unknown): boolean {
  return error instanceof ApiError && error.kind === 'server';
}

/** Why the log could not be read, in one line. */
export function activityErrorLine(error: unknown, i18n: Pick<I18n, 't' | 'format'>): string {
  return isLogUnavailable(error) ? i18n.t('activity.error.line') : errorLine(error, i18n);
}

/** In place of a log that could not be read even once. */
export function ActivityError(props: { error: unknown; onRetry: () => void; isRetrying: boolean }) {
  const { t } = useI18n();
  const { error, onRetry, isRetrying } = props;
  if (!isLogUnavailable(error)) return <ErrorState {...props} />;
  return (
    <StateMessage
      role="alert"
      tone="bad"
      icon={<FileWarning size={22} />}
      title={t('activity.error.title')}
      actions={
        <Button onClick={onRetry} isPending={isRetrying}>
          {t('action.retry')}
        </Button>
      }
    >
      <p>{t('activity.error.text')}</p>
      {error instanceof ApiError && error.detail !== null ? (
        <p>
          <ForeignText text={error.detail} isProse />
        </p>
      ) : null}
    </StateMessage>
  );
}
