import './safe-restore.css';
import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useNow } from '../../browser/use-now';
import { useI18n } from '../../components/i18n/i18n-provider';
import { dismissFailedRestore, useFollowedRestores } from '../../components/servers/followed-restores';
import { useServerLabel } from '../../components/servers/use-server-label';
import { idKey } from '../../core/backups/backup';
import { MINUTE_MS } from '../../core/lib/time-units';
import { type FollowedRestore, isShown } from '../../core/restore/followed-restore';
import type { RestoreOperation } from '../../core/restore/restore-operation';
import { hasRestoreFailed, isEnded } from '../../core/restore/safe-restore';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { endText, endTone, isStoppable, progressText, waitingText } from './operation-text';
import { OperationActions } from './operation-view';
import { useOperations } from './use-operations';

function BarLine(props: { isTrouble: boolean; text: string; children: ReactNode }) {
  const Icon = props.isTrouble ? CircleAlert : RotateCcw;
  return (
    <li className="safe-bar__line" data-tone={props.isTrouble ? 'bad' : undefined}>
      <Icon size={15} aria-hidden="true" />
      <span role="status">{props.text}</span>
      <span className="safe-bar__actions">{props.children}</span>
    </li>
  );
}

function OperationLine({ operation }: { operation: RestoreOperation }) {
  const i18n = useI18n();
  const { t } = i18n;
  const nowMs = useNow(MINUTE_MS);
  const openDialog = useOpenDialog();
  const { operationId, serverId, serverName } = operation.state;
  const server = useServerLabel(idKey(serverId), serverName);
  const state = { ...operation.state, serverName: server };
  const shown = { ...operation, state };
  const end = endText(state, i18n);
  return (
    <BarLine
      isTrouble={end !== null && endTone(state) === 'bad'}
      text={
        end ?? waitingText(shown, i18n) ?? progressText(shown, nowMs, i18n) ?? t('safe.indicator', { server })
      }
    >
      {end !== null || isStoppable(state) ? (
        <OperationActions operation={operation} onDone={() => undefined} />
      ) : null}
      <Button onClick={() => openDialog({ kind: 'safeRestore', operationId })}>{t('safe.show')}</Button>
    </BarLine>
  );
}

/** A restore without a safety backup while it runs, and any failed restore until it is dismissed. */
function FollowedRestoreLine({ restore }: { restore: FollowedRestore }) {
  const { t } = useI18n();
  const { serverKey, failedAtMs } = restore;
  const server = useServerLabel(serverKey, restore.serverName);
  const hasFailed = failedAtMs !== null;
  return (
    <BarLine
      isTrouble={hasFailed}
      text={
        hasFailed
          ? t('safe.end.failed', { server })
          : `${t('safe.indicator', { server })}: ${t('safe.bar.watch')}`
      }
    >
      {hasFailed ? (
        <Button onClick={() => dismissFailedRestore(serverKey)}>{t('action.dismiss')}</Button>
      ) : null}
      <Link className="button button--default" to={paths.server(serverKey)}>
        {t('safe.show')}
      </Link>
    </BarLine>
  );
}

function isRead(
  { isDismissed, state }: RestoreOperation,
  followed: ReadonlyMap<string, FollowedRestore>,
): boolean {
  if (!isEnded(state)) return false;
  // The server page shows a failed restore too; dismissing it there dismisses it here.
  const isReadThere = hasRestoreFailed(state) && followed.get(idKey(state.serverId))?.isDismissed === true;
  return isDismissed || isReadThere;
}

/** Restores that run, wait for a decision, or ended and were not dismissed; on every page. */
export function SafeRestoreBar() {
  const { t } = useI18n();
  const nowMs = useNow(MINUTE_MS);
  const followed = new Map(useFollowedRestores().map((restore) => [restore.serverKey, restore]));
  const open = useOperations().filter((operation) => !isRead(operation, followed));
  const shown = new Set(open.map(({ state }) => idKey(state.serverId)));
  const others = [...followed.values()].filter(
    (restore) => !shown.has(restore.serverKey) && isShown(restore, nowMs),
  );
  if (open.length + others.length === 0) return null;
  return (
    <aside className="safe-bar" aria-label={t('backups.row.restore')}>
      <ul>
        {open.map((operation) => (
          <OperationLine key={operation.state.operationId} operation={operation} />
        ))}
        {others.map((restore) => (
          <FollowedRestoreLine key={restore.serverKey} restore={restore} />
        ))}
      </ul>
    </aside>
  );
}
