import { type Backup, idKey } from '../../core/backups/backup';
import type { Suspicion } from '../../core/protection/size-baseline';
import { suspicionText } from '../../core/text/suspicion-text';
import { ForeignText } from '../../ui/foreign-text';
import { Parts } from '../../ui/parts';
import { useI18n } from '../i18n/i18n-provider';
import { SuspiciousBadge } from '../suspicion';
import type { DialogServer } from './dialog-backup';

export interface BackupLineProps {
  backup: Backup;
  server: DialogServer;
  suspicion: Suspicion | null;
}

/** A backup in one line: its id, and the name, id and address of its server. */
export function BackupLine({ backup, server, suspicion }: BackupLineProps) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <span>
      <Parts
        items={[
          <ForeignText key="id" text={`#${idKey(backup.id)}`} />,
          <ForeignText key="server" text={server?.name ?? backup.serverName} />,
          <ForeignText key="serverId" text={`#${idKey(backup.serverId)}`} />,
          server === undefined ? null : server?.ipAddress == null ? (
            t('facts.addressUnknown')
          ) : (
            <ForeignText key="address" text={server.ipAddress} />
          ),
        ]}
        separator={t('common.list.separator')}
      />
      {suspicion === null ? null : <SuspiciousBadge why={suspicionText(suspicion, i18n)} />}
    </span>
  );
}
