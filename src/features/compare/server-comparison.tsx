import './compare-page.css';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ServersNotices } from '../../components/fleet/servers-notices';
import { useOneServer } from '../../components/fleet/use-one-server';
import { useI18n } from '../../components/i18n/i18n-provider';
import { RetryNotice } from '../../components/loading/error-notices';
import { errorLine } from '../../components/loading/error-text';
import { useFailedLoad } from '../../components/loading/first-load';
import { useServerOptions } from '../../components/servers/use-server-options';
import { type BackupList, idKey, isWholeList } from '../../core/backups/backup';
import type { Pair } from '../../core/compare/comparison';
import { type JudgedServer, judgedByPart, judgeServer, readServer } from '../../core/fleet/fleet';
import type { Server } from '../../core/servers/server';
import { paths } from '../../routes/paths';
import { Notice } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { CompareFrame } from './compare-frame';
import { CompareTable, differingCount } from './compare-table';
import { useServerRows } from './server-rows';

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
