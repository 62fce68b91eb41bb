import './backup-facts.css';
import type { ReactNode } from 'react';
import { type Backup, type Expiry, expiryOf, idKey } from '../../core/backups/backup';
import type { Suspicion } from '../../core/protection/size-baseline';
import { suspicionText } from '../../core/text/suspicion-text';
import { Disclosure } from '../../ui/disclosure';
import { Facts } from '../../ui/facts';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hints/hint';
import { Parts } from '../../ui/parts';
import { descriptionText } from '../backups/backup-labels';
import { SuspiciousBadge } from '../backups/suspicion';
import { unusualStatus } from '../badges/server-row-badge';
import { type I18n, useI18n } from '../i18n/i18n-provider';
import { serverStatusLabel, statusLabel, typeLabel } from '../i18n/provider-words';
import { Age, BothTimes, momentLabel, RelativeTime } from '../moment';
import type { DialogServer } from './dialog-backup';

export interface BackupLineProps {
  backup: Backup;
  server: DialogServer;
  suspicion: Suspicion | null;
}

/** Name, id and address of the server of a backup. */
function serverParts(backup: Backup, server: DialogServer, { t }: I18n): readonly ReactNode[] {
  return [
    <ForeignText key="name" text={server?.name ?? backup.serverName} />,
    <ForeignText key="id" text={`#${idKey(backup.serverId)}`} />,
    server === undefined ? null : server?.ipAddress == null ? (
      t('facts.addressUnknown')
    ) : (
      <ForeignText key="address" text={server.ipAddress} />
    ),
  ];
}

/** A backup in one line: its id, and name, id and address of its server. */
export function BackupLine({ backup, server, suspicion }: BackupLineProps) {
  const i18n = useI18n();
  const id = <ForeignText key="backup" text={`#${idKey(backup.id)}`} />;
  return (
    <span>
      <Parts items={[id, ...serverParts(backup, server, i18n)]} separator={i18n.t('common.list.separator')} />
      {suspicion === null ? null : <SuspiciousBadge why={suspicionText(suspicion, i18n)} />}
    </span>
  );
}

export interface BackupFactsProps extends BackupLineProps {
  accountEmail: string | null;
}

function ExpiryTimes({ expiry }: { expiry: Expiry }) {
  const { t } = useI18n();
  if (expiry.kind !== 'at') return <span>{t(`common.${expiry.kind}`)}</span>;
  return (
    <>
      <RelativeTime iso={expiry.iso} />
      <span>{t('common.list.separator')}</span>
      <BothTimes iso={expiry.iso} />
    </>
  );
}

/** What identifies a backup, with less important facts under "Details". */
export function BackupFacts({ backup, server, suspicion, accountEmail }: BackupFactsProps) {
  const i18n = useI18n();
  const { t, tx, format } = i18n;
  const foreign = (text: string) => <ForeignText text={text} />;
  const line = (...items: readonly ReactNode[]) => (
    <Parts items={items} separator={t('common.list.separator')} />
  );
  const status =
    server?.status == null
      ? null
      : { label: t('facts.serverStatus'), value: serverStatusLabel(server.status, i18n) };
  const isUsual = unusualStatus(server) === null;
  return (
    <div className="backup-facts">
      <Facts
        items={[
          { label: t('facts.server'), value: line(...serverParts(backup, server, i18n)) },
          isUsual ? null : status,
          {
            label: t('facts.backup'),
            value: (
              <>
                {line(
                  foreign(`#${idKey(backup.id)}`),
                  typeLabel(backup.type, i18n).toLowerCase(),
                  statusLabel(backup.status, i18n).toLowerCase(),
                  backup.sizeMb === null ? (
                    t('facts.sizeUnknown')
                  ) : (
                    <span {...hint(format.sizeExact(backup.sizeMb))}>{format.size(backup.sizeMb)}</span>
                  ),
                )}
                {suspicion === null ? null : <SuspiciousBadge why={suspicionText(suspicion, i18n)} />}
              </>
            ),
          },
          {
            label: momentLabel(backup.status, i18n),
            value:
              backup.createdAt === null ? (
                t('common.unknown')
              ) : (
                <>
                  <BothTimes iso={backup.createdAt} />{' '}
                  <span className="backup-facts__age">
                    {tx('facts.age', { age: <Age since={backup.createdAt} /> })}
                  </span>
                </>
              ),
          },
          backup.description === ''
            ? null
            : {
                label: t('facts.description'),
                value: <ForeignText text={descriptionText(backup, i18n)} isProse />,
              },
          backup.mark?.note == null
            ? null
            : {
                label: t('mark.note'),
                value: (
                  <span className="backup-facts__note">
                    <ForeignText text={backup.mark.note} isProse />
                  </span>
                ),
              },
        ]}
      />
      <Disclosure title={t('facts.more')}>
        <Facts
          items={[
            isUsual ? status : null,
            { label: t('facts.expires'), value: <ExpiryTimes expiry={expiryOf(backup)} /> },
            accountEmail === null ? null : { label: t('facts.account'), value: foreign(accountEmail) },
          ]}
        />
      </Disclosure>
    </div>
  );
}
