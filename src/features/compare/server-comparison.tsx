import './compare-page.css';
import { type ReactNode, useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { DayStrip } from '../../components/days/day-strip';
import { ServersNotices } from '../../components/fleet/servers-notices';
import { recentSinceMs } from '../../components/fleet/use-fleet';
import { useOneServer } from '../../components/fleet/use-one-server';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { RetryNotice } from '../../components/loading/error-notices';
import { errorLine } from '../../components/loading/error-text';
import { useFailedLoad } from '../../components/loading/first-load';
import { RowMenuButton } from '../../components/row-menu/row-menu-button';
import { useServerOptions } from '../../components/servers/use-server-options';
import { WriteButton } from '../../components/write-lock';
import { type BackupList, idKey, isWholeList } from '../../core/backups/backup';
import {
  compareServers,
  SERVER_FACTS,
  type ServerFact,
  type ServerFacts,
  serverFacts,
  tagsOf,
} from '../../core/compare/compare-servers';
import type { Pair } from '../../core/compare/comparison';
import { type JudgedServer, judgedByPart, judgeServer, readServer } from '../../core/fleet/fleet';
import type { Server } from '../../core/servers/server';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Notice } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hints/hint';
import { Parts } from '../../ui/parts';
import { CompareFrame } from './compare-frame';
import { type CompareRow, CompareTable, differingCount } from './compare-table';
import { ServerValue } from './server-values';
import { Value } from './value';

/** A server that only the Servers API knows: no backup names it. */
function judgedAlone(server: Server, list: BackupList, nowMs: number): JudgedServer {
  const { id, name } = server;
  const known = { key: idKey(id), id, name, label: name, server, isGone: false, backups: [] };
  const judged = judgeServer(readServer(known), nowMs);
  return isWholeList(list) ? judged : judgedByPart(judged);
}

type OneServer = ReturnType<typeof useOneServer>;

function judgedOf({ judged, server, list, fleet }: OneServer): JudgedServer | null {
  if (judged !== null || server === null || list === undefined || fleet === null) return judged;
  return judgedAlone(server, list, fleet.nowMs);
}

/** Why a side shows no server; nothing while it is loading. */
function MissingServer({ serverKey, one }: { serverKey: string; one: OneServer }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { single, isNotFound } = one;
  // The query forgets its error while it asks again.
  const [last, setLast] = useState(single.error);
  if (single.error !== null && single.error !== last) setLast(single.error);
  if (isNotFound) {
    return (
      <Notice tone="warn" role="status" title={t('server.notFound.title', { id: serverKey })}>
        {t('server.notFound.text')}
      </Notice>
    );
  }
  return last === null ? null : <UnreadServer serverKey={serverKey} single={single} error={last} />;
}

function UnreadServer(props: { serverKey: string; single: OneServer['single']; error: Error }) {
  const { serverKey, single, error } = props;
  const i18n = useI18n();
  useFailedLoad(single, error);
  return (
    <RetryNotice query={single}>
      {i18n.t('compare.servers.unread', { id: serverKey, reason: errorLine(error, i18n) })}
    </RetryNotice>
  );
}

/** Two servers side by side. */
export function ServerComparison({ keys }: { keys: Pair<string | null> }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const isSame = keys[0] !== null && keys[0] === keys[1];
  const first = useOneServer(keys[0]);
  const second = useOneServer(isSame ? null : keys[1]);
  const options = useServerOptions();
  const { fleet, list } = first;
  const judged: Pair<JudgedServer | null> = [judgedOf(first), isSame ? null : judgedOf(second)];
  const rows = useServerRows(judged, fleet?.nowMs ?? 0, format);
  const [a, b] = judged;
  const title = t('compare.servers.title');
  return (
    <CompareFrame
      kind="servers"
      keys={keys}
      options={options}
      title={title}
      documentTitle={
        a === null || b === null ? title : t('compare.pageTitle', { first: a.label, second: b.label })
      }
      trail={[]}
      lead={
        a === null || b === null
          ? null
          : t('compare.lead', {
              count: differingCount(rows),
              total: rows.filter(({ compared }) => compared !== null).length,
            })
      }
      list={list}
      isRead={fleet !== null}
      isEmpty={a === null && b === null}
      notices={
        <>
          <ServersNotices />
          {keys[0] === null || a !== null ? null : (
            <MissingServer key={`1:${keys[0]}`} serverKey={keys[0]} one={first} />
          )}
          {keys[1] === null || b !== null || isSame ? null : (
            <MissingServer key={`2:${keys[1]}`} serverKey={keys[1]} one={second} />
          )}
          {isSame ? (
            <Notice tone="warn" role="status">
              {t('compare.servers.same', { server: a?.label ?? `#${keys[0]}` })}
            </Notice>
          ) : null}
        </>
      }
    >
      <CompareTable
        caption={title}
        heads={[
          <Head key="first" judged={a} serverKey={keys[0]} />,
          <Head key="second" judged={b} serverKey={isSame ? null : keys[1]} />,
        ]}
        rows={rows}
      />
    </CompareFrame>
  );
}

function Head({ judged, serverKey }: { judged: JudgedServer | null; serverKey: string | null }) {
  const { t } = useI18n();
  if (judged === null) {
    return (
      <span className="muted">{serverKey === null ? t('compare.servers.choose') : `#${serverKey}`}</span>
    );
  }
  return (
    <Link className="compare__name" to={paths.server(judged.key)}>
      <ForeignText text={judged.label} />
    </Link>
  );
}

function labelOf(fact: ServerFact, { t }: I18n): string {
  switch (fact) {
    case 'state':
      return t('fleet.column.state');
    case 'newestGood':
      return t('server.newestGood');
    case 'exposure':
      return t('fleet.column.exposure');
    case 'failures':
      return t('tile.failed');
    case 'expectation':
      return t('agreement.expectation');
    case 'stored':
      return t('server.stored');
    case 'slots':
      return t('server.slots');
    case 'kept':
      return t('compare.kept');
    case 'tags':
      return t('notes.tags');
    case 'note':
      return t('mark.note');
    case 'oldestGood':
    case 'goodCount':
    case 'interval':
    case 'size':
      return t(`compare.${fact}`);
  }
}

/** The advantage of the better side. */
function betterOf(fact: ServerFact, { t }: I18n): string | undefined {
  switch (fact) {
    case 'state':
      return t('compare.better.state');
    case 'newestGood':
      return t('compare.better.lossShorter');
    case 'exposure':
      return t('compare.better.longer');
    case 'oldestGood':
      return t('compare.better.reach');
    case 'failures':
      return t('compare.better.fewer');
    case 'slots':
      return t('compare.better.room');
    case 'expectation':
      return t('compare.better.met');
    default:
      return undefined;
  }
}

/** Hides rows for facts that neither server has. */
function isSet(fact: ServerFact, { judged, keptCount }: ServerFacts): boolean {
  switch (fact) {
    case 'expectation':
      return judged.protection.expectation !== null;
    case 'kept':
      return keptCount > 0;
    case 'tags':
      return tagsOf(judged).length > 0;
    case 'note':
      return judged.agreement?.note != null;
    default:
      return true;
  }
}

function useServerRows(
  [a, b]: Pair<JudgedServer | null>,
  nowMs: number,
  format: I18n['format'],
): readonly CompareRow[] {
  const i18n = useI18n();
  const sides = useMemo((): Pair<ServerFacts | null> => {
    const sinceMs = recentSinceMs(nowMs, format);
    return [a && serverFacts(a, sinceMs), b && serverFacts(b, sinceMs)];
  }, [a, b, nowMs, format]);
  const compared = useMemo(
    () => (sides[0] === null || sides[1] === null ? null : compareServers([sides[0], sides[1]])),
    [sides],
  );
  const both = (of: (facts: ServerFacts) => ReactNode): Pair<ReactNode> => [
    sides[0] && of(sides[0]),
    sides[1] && of(sides[1]),
  ];
  const rows = SERVER_FACTS.filter((fact) => sides.some((facts) => facts !== null && isSet(fact, facts))).map(
    (fact): CompareRow => ({
      key: fact,
      label: labelOf(fact, i18n),
      values: both((facts) => <ServerValue fact={fact} facts={facts} nowMs={nowMs} />),
      compared: compared?.[fact] ?? null,
      better: betterOf(fact, i18n),
    }),
  );
  const [state, ...others] = rows;
  const strip: CompareRow = {
    key: 'strip',
    label: i18n.t('fleet.column.strip'),
    values: both(({ judged: { key, history, protection } }) => (
      <DayStrip
        serverKey={key}
        history={history}
        usualIntervalMs={protection.usualIntervalMs}
        nowMs={nowMs}
      />
    )),
    compared: null,
  };
  const place: CompareRow = {
    key: 'place',
    label: i18n.t('fleet.column.server'),
    values: both(({ judged }) => <PlaceValue judged={judged} />),
    compared: null,
  };
  return [place, ...(state === undefined ? [] : [state]), strip, ...others];
}

/** Where a server is, and its actions. */
function PlaceValue({ judged }: { judged: JudgedServer }) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const { key, label, server, isGone, protection } = judged;
  const { newestGood } = protection;
  const place = [server?.ipAddress, server?.location, `#${key}`];
  const noGood = newestGood === null ? t('restore.noGood') : undefined;
  return (
    <Value
      below={
        <span className="compare__actions screen-only">
          {isGone ? null : (
            <>
              <WriteButton
                aria-label={t('palette.restoreNewest', { server: label })}
                aria-disabled={noGood !== undefined || undefined}
                {...hint(noGood)}
                onClick={() => {
                  if (newestGood !== null) openDialog({ kind: 'restore', backupKey: idKey(newestGood.id) });
                }}
              >
                {t('backups.row.restore')}
              </WriteButton>
              <WriteButton
                aria-label={t('overview.backUpLabel', { server: label })}
                onClick={() => openDialog({ kind: 'create', serverKey: key })}
              >
                {t('overview.backUp')}
              </WriteButton>
            </>
          )}
          <RowMenuButton
            subject={{ kind: 'server', server: judged }}
            label={t('action.moreServer', { server: label })}
          />
        </span>
      }
    >
      <Parts
        items={place.map((part) => (part == null ? null : <ForeignText key={part} text={part} />))}
        separator={t('common.list.separator')}
      />
    </Value>
  );
}
