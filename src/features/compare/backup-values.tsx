import { Link } from 'react-router-dom';
import { descriptionText, lockText, statusTone } from '../../components/backups/backup-labels';
import { RunningTime } from '../../components/backups/running-time';
import { SizeText } from '../../components/backups/size-text';
import { SuspiciousBadge } from '../../components/backups/suspicion';
import { useI18n } from '../../components/i18n/i18n-provider';
import { statusLabel, typeLabel } from '../../components/i18n/provider-words';
import { BothTimes, RelativeTime } from '../../components/moment';
import { NoValue } from '../../components/no-value';
import { expiryOf } from '../../core/backups/backup';
import { scheduleNameOf } from '../../core/backups/schedule-name';
import type { BackupFact, BackupFacts } from '../../core/compare/compare-backups';
import { suspicionText } from '../../core/text/suspicion-text';
import { paths } from '../../routes/paths';
import { RowBadge } from '../../ui/badge';
import { ForeignText } from '../../ui/foreign-text';
import { Value } from './value';

/** One fact of one backup. */
export function BackupValue({ fact, facts }: { fact: BackupFact; facts: BackupFacts }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { backup, phase, suspicion, loss, tookMs } = facts;
  switch (fact) {
    case 'status':
      return (
        <Value
          below={
            suspicion !== null ? (
              suspicionText(suspicion, i18n)
            ) : phase === 'running' ? (
              <RunningTime backup={backup} />
            ) : null
          }
        >
          <RowBadge tone={statusTone(backup)}>{statusLabel(backup.status, i18n)}</RowBadge>
          {suspicion === null ? null : <SuspiciousBadge why={suspicionText(suspicion, i18n)} />}
        </Value>
      );
    case 'created':
      return backup.createdAt === null ? (
        <Value>{t('backups.row.createdUnknown')}</Value>
      ) : (
        <Value below={<RelativeTime iso={backup.createdAt} />}>
          <BothTimes iso={backup.createdAt} />
        </Value>
      );
    case 'loss': {
      if (loss === null) return <Value>{t('compare.nothing')}</Value>;
      const { lostMs, newerGood, newerOther, undatedCount } = loss;
      const isNewest = newerGood.length + newerOther.length + undatedCount === 0;
      const newer =
        newerGood.length > 0 ? t('compare.newerGood', { count: newerGood.length }) : t('compare.newest');
      return (
        <Value below={newerGood.length > 0 || isNewest ? newer : null}>
          {lostMs === null ? t('common.unknown') : format.age(lostMs)}
        </Value>
      );
    }
    case 'size':
      return (
        // Two different sizes may look the same when rounded.
        <Value below={backup.sizeMb === null ? null : format.sizeExact(backup.sizeMb)}>
          <SizeText sizeMb={backup.sizeMb} />
        </Value>
      );
    case 'type': {
      const schedule = scheduleNameOf(backup);
      return (
        <Value
          below={
            schedule === undefined ? null : (
              <Link className="link" to={paths.schedules()}>
                <ForeignText text={schedule} />
              </Link>
            )
          }
        >
          {typeLabel(backup.type, i18n)}
        </Value>
      );
    }
    case 'took':
      return (
        <Value>
          {tookMs === null ? (
            <span className="muted">{t('compare.tookUnknown')}</span>
          ) : (
            format.duration(tookMs)
          )}
        </Value>
      );
    case 'expires': {
      const expiry = expiryOf(backup);
      return expiry.kind === 'at' ? (
        <Value below={<RelativeTime iso={expiry.iso} />}>{format.date(expiry.iso)}</Value>
      ) : (
        <Value>{t(`common.${expiry.kind}`)}</Value>
      );
    }
    case 'kept':
      return <Value>{lockText(backup, i18n) ?? <NoValue />}</Value>;
    case 'description':
      return (
        <Value>
          {backup.description === '' ? (
            <NoValue />
          ) : (
            <ForeignText text={descriptionText(backup, i18n)} isProse />
          )}
        </Value>
      );
    case 'note':
      return (
        <Value>
          {backup.mark?.note == null ? <NoValue /> : <ForeignText text={backup.mark.note} isProse />}
        </Value>
      );
  }
}
