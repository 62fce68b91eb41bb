import { type Backup, idKey } from '../../../domain/backup';
import type { Server } from '../../../domain/server';
import { useI18n } from '../../../i18n/i18n-provider';
import { Facts } from '../../../ui/feedback';
import { descriptionText, serverStatusLabel, statusLabel, typeLabel } from '../../shared/backup-labels';
import { Age, BothTimes, RelativeTime } from '../../shared/moment';

export interface BackupFactsProps {
  backup: Backup;
  /** As the Servers API tells it; null where it does not. */
  server: Server | null;
  accountEmail: string | null;
}

/** The facts by which a person knows that this is the right backup of the right server. */
export function BackupFacts({ backup, server, accountEmail }: BackupFactsProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const join = (parts: readonly (string | null)[]) =>
    parts.filter((part) => part !== null).join(t('common.list.separator'));
  const size = backup.sizeMb === null ? t('facts.sizeUnknown') : format.size(backup.sizeMb);
  return (
    <Facts
      items={[
        {
          label: t('facts.server'),
          value: join([
            server?.name ?? backup.serverName,
            `#${idKey(backup.serverId)}`,
            server?.ipAddress ?? null,
          ]),
        },
        server?.status == null
          ? null
          : { label: t('facts.serverStatus'), value: serverStatusLabel(server.status, i18n) },
        {
          label: t('facts.backup'),
          value: join([
            `#${idKey(backup.id)}`,
            typeLabel(backup.type, i18n).toLowerCase(),
            statusLabel(backup.status, i18n).toLowerCase(),
            size,
          ]),
        },
        {
          label: t('facts.recoveryPoint'),
          value: backup.createdAt === null ? t('common.unknown') : <BothTimes iso={backup.createdAt} />,
        },
        backup.createdAt === null ? null : { label: t('facts.age'), value: <Age since={backup.createdAt} /> },
        {
          label: t('facts.expires'),
          value: backup.expiresAt === null ? t('common.never') : <RelativeTime iso={backup.expiresAt} />,
        },
        backup.description === ''
          ? null
          : { label: t('facts.description'), value: descriptionText(backup, i18n) },
        accountEmail === null ? null : { label: t('facts.account'), value: accountEmail },
      ]}
    />
  );
}
