import { useNow } from '../../browser/use-now';
import { type Backup, idKey } from '../../core/backups/backup';
import { durationVerdict, isTakingLong } from '../../core/backups/durations';
import { useI18n } from '../i18n/i18n-provider';
import { useUsualDuration } from './observed-durations';

/** How long a backup has been running, compared with earlier ones. No percentage: the provider reports none. */
export function RunningTime({ backup }: { backup: Pick<Backup, 'serverId' | 'createdAt'> }) {
  const { t, format } = useI18n();
  const nowMs = useNow(1000);
  const usual = useUsualDuration(idKey(backup.serverId));
  if (backup.createdAt === null) return <span>{t('backups.row.noStart')}</span>;
  const elapsedMs = Math.max(0, nowMs - Date.parse(backup.createdAt));
  const elapsed = format.duration(elapsedMs);
  const verdict = durationVerdict(elapsedMs, usual);
  if (usual === null || verdict === null) {
    const text = isTakingLong(backup.createdAt, nowMs) ? t('backups.row.takingLong', { elapsed }) : elapsed;
    return <span>{text}</span>;
  }
  const range = format.durationRange(usual.lowMs, usual.highMs);
  const key = verdict === 'normal' ? 'duration.usual' : (`duration.${verdict}` as const);
  return <span>{[elapsed, t(key, { range })].join(t('common.list.separator'))}</span>;
}
