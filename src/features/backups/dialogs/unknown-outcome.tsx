import { statusLabel } from '../../../components/backup-labels';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { errorLine } from '../../../components/list/error-text';
import { type LoadingQuery, useFailedLoad } from '../../../components/list/first-load';
import { RetryTime } from '../../../components/list/lazy-failures';
import { idKey } from '../../../core/backups/backup';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/feedback';
import type { UnknownCreate } from './use-unknown-create';

export interface UnknownOutcomeProps {
  error: Error;
  server: string;
  look: UnknownCreate;
}

/** Nobody could look yet. It is tried again by itself: until then, sending again may make a second backup. */
function LookFailed({ query, error }: { query: LoadingQuery; error: Error }) {
  const i18n = useI18n();
  const { nextTry, isRetrying } = useFailedLoad(query, error);
  return (
    <>
      <span>{i18n.t('create.unknown.readFailed', { reason: errorLine(error, i18n) })}</span>{' '}
      {nextTry === null ? null : <RetryTime nextTry={nextTry} isRetrying={isRetrying} />}
    </>
  );
}

/**
 * After a create whose answer never came: says that nobody knows, and whether a new backup is to be seen. Sending
 * again is left to the person.
 */
export function UnknownOutcome({ error, server, look }: UnknownOutcomeProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { found } = look;
  return (
    <Notice
      tone="bad"
      role="alert"
      title={t('create.unknown.title')}
      action={
        <Button onClick={look.lookAgain} isPending={look.isLooking}>
          {t('create.unknown.look')}
        </Button>
      }
    >
      <p>{t('create.unknown.text', { reason: errorLine(error, i18n), server })}</p>
      <p>
        {look.isReading ? (
          <span>{t('create.unknown.reading', { server })}</span>
        ) : look.error !== null ? (
          <LookFailed query={look.query} error={look.error} />
        ) : (
          <span>
            {found === null
              ? t('create.unknown.notFound', { server })
              : t('create.unknown.found', {
                  id: idKey(found.id),
                  status: statusLabel(found.status, i18n).toLowerCase(),
                  time: found.createdAt === null ? t('common.unknown') : format.dateTime(found.createdAt),
                })}
          </span>
        )}
      </p>
    </Notice>
  );
}
