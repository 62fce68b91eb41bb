import { useNow } from '../../browser/use-now';
import { SuspicionNotice } from '../../components/backups/suspicion';
import { useI18n } from '../../components/i18n/i18n-provider';
import { Age } from '../../components/moment';
import { bothTimesText } from '../../components/moment-text';
import { runParams } from '../../components/under-way/run-text';
import { useUnderWay } from '../../components/under-way/use-under-way';
import { type Backup, type Id, idKey } from '../../core/backups/backup';
import { MINUTE_MS } from '../../core/lib/time-units';
import type { RestoreLoss } from '../../core/restore/restore-loss';
import { runAt } from '../../core/schedules/run-under-way';
import { isMakingBackup } from '../../core/schedules/schedule-run';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';

const MAX_NAMED = 3;

function idsOf(backups: readonly Backup[]): string {
  const ids = backups.slice(0, MAX_NAMED).map(({ id }) => `#${idKey(id)}`);
  return [...ids, ...(backups.length > MAX_NAMED ? ['…'] : [])].join(', ');
}

/** What a restore overwrites, which newer backups exist, and what is unknown. */
export function LossNotice({ backup, loss }: { backup: Backup; loss: RestoreLoss }) {
  const i18n = useI18n();
  const { t, tx } = i18n;
  const { newerGood, newerOther, undatedCount, suspicion } = loss;
  const { createdAt } = backup;
  const isNewest = newerGood.length + newerOther.length + undatedCount === 0;
  const title =
    createdAt === null
      ? t('restore.lostUnknown')
      : tx('restore.lost', { duration: <Age since={createdAt} />, since: bothTimesText(createdAt, i18n) });
  return (
    <Notice tone="bad" title={title}>
      {isNewest ? <p>{t(suspicion === null ? 'restore.newest' : 'restore.newestSuspicious')}</p> : null}
      {newerGood.length === 0 ? null : (
        <p>{t('restore.newerGood', { count: newerGood.length, ids: idsOf(newerGood) })}</p>
      )}
      {newerOther.length === 0 ? null : (
        <p>{t('restore.newerOther', { count: newerOther.length, ids: idsOf(newerOther) })}</p>
      )}
      {undatedCount === 0 ? null : <p>{t('restore.undated', { count: undatedCount })}</p>}
      <p>{t('restore.downtime')}</p>
    </Notice>
  );
}

/** Warns before restoring a suspicious backup, and offers the last good one instead. */
export function LastGoodNotice({ loss: { suspicion, lastGood } }: { loss: RestoreLoss }) {
  const { t, format } = useI18n();
  const openDialog = useOpenDialog();
  if (suspicion === null) return null;
  if (lastGood === null) {
    return (
      <SuspicionNotice suspicion={suspicion}>
        <span>{t('restore.noGood')}</span>
      </SuspicionNotice>
    );
  }
  const id = idKey(lastGood.id);
  const { createdAt } = lastGood;
  return (
    <SuspicionNotice
      suspicion={suspicion}
      action={
        <Button onClick={() => openDialog({ kind: 'restore', backupKey: id })}>
          {t('restore.switchTo', { id })}
        </Button>
      }
    >
      <span>
        {createdAt === null
          ? t('restore.lastGoodUndated', { id })
          : t('restore.lastGood', { id, date: format.dateTime(createdAt) })}
      </span>
    </SuspicionNotice>
  );
}

/** A schedule is backing up the server, or will: says which of the two waits. */
export function RunAtNotice({ serverId, server }: { serverId: Id; server: string }) {
  const i18n = useI18n();
  const nowMs = useNow(MINUTE_MS);
  const at = runAt(useUnderWay().runs, serverId);
  if (at === null) return null;
  const params = runParams(at, server, nowMs, i18n);
  const isFirst = at.active !== null && isMakingBackup(at.active.step);
  return (
    <Notice tone={isFirst ? 'warn' : 'info'}>
      {i18n.t(isFirst ? 'restore.waitsForRun' : 'restore.runWaits', params)}
    </Notice>
  );
}

/** Another safe restore of the server is running or unsettled. */
export function BlockedNotice({ operationId, server }: { operationId: string; server: string }) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  return (
    <Notice
      tone="bad"
      role="alert"
      action={
        <Button onClick={() => openDialog({ kind: 'safeRestore', operationId })}>
          {t('safe.seeRunning')}
        </Button>
      }
    >
      {t('safe.blocked', { server })}
    </Notice>
  );
}
