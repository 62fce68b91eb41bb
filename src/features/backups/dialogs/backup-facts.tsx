import { type Backup, type Expiry, expiryOf, idKey } from '../../../domain/backup';
import type { Suspicion } from '../../../domain/protection-history';
import type { Server } from '../../../domain/server';
import { useI18n } from '../../../i18n/i18n-provider';
import { Facts } from '../../../ui/feedback';
import { suspicionText } from '../../../words/suspicion-text';
import { descriptionText, serverStatusLabel, statusLabel, typeLabel } from '../../shared/backup-labels';
import { Age, BothTimes, RelativeTime } from '../../shared/moment';
import { momentLabel } from '../../shared/moment-label';
import { SuspiciousBadge } from '../../shared/suspicion';

export interface BackupFactsProps {
  backup: Backup;
  /** As the Servers API tells it; null where it does not, undefined until it has answered. */
  server: Server | null | undefined;
  suspicion: Suspicion | null;
  accountEmail: string | null;
}

/** How far off, and the moment itself in local time and UTC. */
function ExpiryTimes({ expiry }: { expiry: Expiry }) {
  const { t } = useI18n();
  if (expiry.kind !== 'at') return t(`common.${expiry.kind}`);
  return (
    <>
      <RelativeTime iso={expiry.iso} />
      {t('common.list.separator')}
      <BothTimes iso={expiry.iso} />
    </>
  );
}

/** The facts by which a person knows that this is the right backup of the right server. */
export function BackupFacts({ backup, server, suspicion, accountEmail }: BackupFactsProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const join = (parts: readonly (string | null)[]) =>
    parts.filter((part) => part !== null).join(t('common.list.separator'));
  const kind = join([
    `#${idKey(backup.id)}`,
    typeLabel(backup.type, i18n).toLowerCase(),
    statusLabel(backup.status, i18n).toLowerCase(),
  ]);
  return (
    <Facts
      items={[
        {
          label: t('facts.server'),
          value: join([
            server?.name ?? backup.serverName,
            `#${idKey(backup.serverId)}`,
            server === undefined ? null : (server?.ipAddress ?? t('facts.addressUnknown')),
          ]),
        },
        server?.status == null
          ? null
          : { label: t('facts.serverStatus'), value: serverStatusLabel(server.status, i18n) },
        {
          label: t('facts.backup'),
          value: (
            <>
              {kind}
              {t('common.list.separator')}
              {backup.sizeMb === null ? (
                t('facts.sizeUnknown')
              ) : (
                <span title={format.sizeExact(backup.sizeMb)}>{format.size(backup.sizeMb)}</span>
              )}
              {suspicion === null ? null : <SuspiciousBadge why={suspicionText(suspicion, i18n)} />}
            </>
          ),
        },
        {
          label: momentLabel(backup.status, i18n),
          value: backup.createdAt === null ? t('common.unknown') : <BothTimes iso={backup.createdAt} />,
        },
        backup.createdAt === null ? null : { label: t('facts.age'), value: <Age since={backup.createdAt} /> },
        {
          label: t('facts.expires'),
          value: <ExpiryTimes expiry={expiryOf(backup)} />,
        },
        backup.description === ''
          ? null
          : { label: t('facts.description'), value: descriptionText(backup, i18n) },
        accountEmail === null ? null : { label: t('facts.account'), value: accountEmail },
      ]}
    />
  );
}
