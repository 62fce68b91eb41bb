import './compare-page.css';
import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { useFleet } from '../../components/fleet/use-fleet';
import { useI18n } from '../../components/i18n/i18n-provider';
import { typeLabel } from '../../components/i18n/provider-words';
import { type Backup, type BackupList, idKey, isSameId, isWholeList } from '../../core/backups/backup';
import { compareNewestFirst } from '../../core/backups/order';
import { comparisonQuery, type Pair } from '../../core/compare/comparison';
import type { JudgedServer } from '../../core/fleet/fleet';
import { comparePath } from '../../routes/compare-path';
import { paths } from '../../routes/paths';
import { Notice } from '../../ui/feedback';
import type { ComboboxOption } from '../../ui/fields/combobox';
import { ForeignText } from '../../ui/foreign-text';
import { useBackupRows } from './backup-rows';
import { CompareFrame } from './compare-frame';
import { CompareTable, differingCount } from './compare-table';

/** Finds a backup by key. The list may be long. */
function useListed(list: BackupList | undefined, key: string | null): Backup | null {
  return useMemo(
    () => (key === null ? undefined : list?.backups.find(({ id }) => idKey(id) === key)) ?? null,
    [list, key],
  );
}

/** Two backups of one server side by side. */
export function BackupComparison({ keys }: { keys: Pair<string | null> }) {
  const { t, tx } = useI18n();
  const { fleet, list } = useFleet();
  const [firstListed, secondListed] = [useListed(list, keys[0]), useListed(list, keys[1])];
  const isSame = keys[0] !== null && keys[0] === keys[1];
  const isOfTwo =
    firstListed !== null && secondListed !== null && !isSameId(firstListed.serverId, secondListed.serverId);
  const shown: Pair<Backup | null> = [firstListed, isSame || isOfTwo ? null : secondListed];
  const serverOf = (backup: Backup | null) =>
    (backup && fleet?.servers.find(({ key }) => key === idKey(backup.serverId))) ?? null;
  const server = serverOf(shown[0] ?? shown[1]);
  const rows = useBackupRows(shown, server, fleet?.nowMs ?? 0);
  const options = useBackupOptions(list, server);
  const isPair = shown[0] !== null && shown[1] !== null;
  const title =
    server === null ? t('compare.backups.title') : t('compare.backups.titleOf', { server: server.label });
  return (
    <CompareFrame
      kind="backups"
      keys={keys}
      options={options}
      title={title}
      heading={
        server === null
          ? undefined
          : tx('compare.backups.titleOf', { server: <ForeignText text={server.label} /> })
      }
      documentTitle={isPair ? t('compare.pageTitle', { first: `#${keys[0]}`, second: `#${keys[1]}` }) : title}
      trail={
        server === null
          ? [{ to: paths.backups(), label: t('nav.backups') }]
          : [{ to: paths.server(server.key), label: <ForeignText text={server.label} /> }]
      }
      lead={
        isPair
          ? t('compare.lead', {
              count: differingCount(rows),
              total: rows.filter(({ compared }) => compared !== null).length,
            })
          : null
      }
      list={list}
      isRead={fleet !== null}
      isEmpty={shown[0] === null && shown[1] === null}
      notices={
        <>
          {[firstListed, secondListed].map((backup, side) => {
            const key = keys[side];
            return backup !== null || key == null || (isSame && side === 1) || list === undefined ? null : (
              <Notice key={key} tone="warn" role="status">
                {t(isWholeList(list) ? 'compare.backups.gone' : 'compare.backups.unseen', { id: key })}
              </Notice>
            );
          })}
          {isSame && firstListed !== null ? (
            <Notice tone="warn" role="status">
              {t('compare.backups.same', { id: keys[0] ?? '' })}
            </Notice>
          ) : null}
          {isOfTwo ? (
            <OfTwoServers
              backups={[firstListed, secondListed]}
              labelOf={(backup) => serverOf(backup)?.label ?? backup.serverName}
            />
          ) : null}
        </>
      }
    >
      <CompareTable
        caption={title}
        heads={[
          <Head key="first" backup={shown[0]} backupKey={keys[0]} />,
          <Head key="second" backup={shown[1]} backupKey={isSame || isOfTwo ? null : keys[1]} />,
        ]}
        rows={rows}
      />
    </CompareFrame>
  );
}

/** Why two backups cannot be compared, and what can be compared instead. */
function OfTwoServers({
  backups: [a, b],
  labelOf,
}: {
  backups: Pair<Backup>;
  labelOf: (backup: Backup) => string;
}) {
  const { t } = useI18n();
  const servers = comparisonQuery({ kind: 'servers', keys: [idKey(a.serverId), idKey(b.serverId)] });
  return (
    <Notice
      tone="warn"
      role="status"
      action={
        <Link className="button button--default" to={comparePath(servers)}>
          {t('compare.backups.theServers')}
        </Link>
      }
    >
      {t('compare.backups.twoServers', {
        first: idKey(a.id),
        firstServer: labelOf(a),
        second: idKey(b.id),
        secondServer: labelOf(b),
      })}
    </Notice>
  );
}

function Head({ backup, backupKey }: { backup: Backup | null; backupKey: string | null }) {
  const { t } = useI18n();
  if (backup === null) {
    return (
      <span className="muted">{backupKey === null ? t('compare.backups.choose') : `#${backupKey}`}</span>
    );
  }
  const key = idKey(backup.id);
  const query = new URLSearchParams({ server: idKey(backup.serverId), q: `#${key}` });
  return (
    <Link className="compare__name" to={paths.backups(query)} translate="no">
      {`#${key}`}
    </Link>
  );
}

/** Backups to choose from, newest first: of the server of either side; while neither is known, all. */
function useBackupOptions(
  list: BackupList | undefined,
  server: JudgedServer | null,
): readonly ComboboxOption[] {
  const i18n = useI18n();
  const backups = server?.backups ?? list?.backups;
  const isOfOne = server !== null;
  return useMemo(() => {
    const { t, format } = i18n;
    return (backups ?? []).toSorted(compareNewestFirst).map(({ id, createdAt, serverName, type, sizeMb }) => {
      const key = idKey(id);
      const time = createdAt === null ? t('backups.row.createdUnknown') : format.dateTime(createdAt);
      const facts = [typeLabel(type, i18n), sizeMb === null ? null : format.size(sizeMb)];
      return {
        value: key,
        label: [`#${key}`, time].join(t('common.list.separator')),
        detail: isOfOne ? facts.filter((fact) => fact !== null).join(t('common.list.separator')) : serverName,
      };
    });
  }, [i18n, backups, isOfOne]);
}
