import './operations-bar.css';
import { clsx } from 'clsx';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { useId, useState } from 'react';
import { Link } from 'react-router-dom';
import { useNow } from '../../browser/use-now';
import { useI18n } from '../../components/i18n/i18n-provider';

import { dismissFailedRestore, useFollowedRestores } from '../../components/servers/followed-restores';
import { useServerLabel } from '../../components/servers/use-server-label';
import { useUnderWay } from '../../components/under-way/use-under-way';

import { idKey } from '../../core/backups/backup';
import { MINUTE_MS } from '../../core/lib/time-units';
import { attentionRank } from '../../core/restore/attention-rank';
import { type FollowedRestore, isShown } from '../../core/restore/followed-restore';
import type { RestoreOperation } from '../../core/restore/restore-operation';
import { hasRestoreFailed, isEnded } from '../../core/restore/safe-restore';
import type { RunUnderWay } from '../../core/schedules/run-under-way';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { BarLine } from './bar-line';
import { endText, endTone, isStoppable, progressText, runWaitText, waitingText } from './operation-text';
import { OperationActions } from './operation-view';
import { RunLine } from './run-line';
import { useDecision } from './use-operations';

function OperationLine({ operation, runs }: { operation: RestoreOperation; runs: readonly RunUnderWay[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const nowMs = useNow(MINUTE_MS);
  const openDialog = useOpenDialog();
  const { operationId, serverId, serverName } = operation.state;
  const server = useServerLabel(idKey(serverId), serverName);
  const state = { ...operation.state, serverName: server };
  const shown = { ...operation, state };
  const end = endText(state, i18n);
  const { error, ...decision } = useDecision(shown);
  return (
    <BarLine
      error={error}
      isTrouble={end !== null && endTone(state) === 'bad'}
      icon={RotateCcw}
      text={
        end ??
        waitingText(shown, i18n) ??
        runWaitText(shown, runs, nowMs, i18n) ??
        progressText(shown, nowMs, i18n) ??
        t('safe.indicator', { server })
      }
    >
      {end !== null || isStoppable(state) ? (
        <OperationActions operation={operation} {...decision} onDone={() => undefined} />
      ) : null}
      <Button onClick={() => openDialog({ kind: 'safeRestore', operationId })}>{t('safe.show')}</Button>
    </BarLine>
  );
}

/** A running restore without a safety backup, and any failed restore until dismissed. */
function FollowedRestoreLine({ restore }: { restore: FollowedRestore }) {
  const { t } = useI18n();
  const { serverKey, failedAtMs } = restore;
  const server = useServerLabel(serverKey, restore.serverName);
  const hasFailed = failedAtMs !== null;
  return (
    <BarLine
      isTrouble={hasFailed}
      icon={RotateCcw}
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
  // The server page shows a failed restore too; dismissing it in one place dismisses it in both.
  const isReadThere = hasRestoreFailed(state) && followed.get(idKey(state.serverId))?.isDismissed === true;
  return isDismissed || isReadThere;
}

/** Lines shown on a wide screen before "more"; a phone shows one. */
const WIDE_LINES = 2;

/** Restores and runs of schedules that are running, need a decision, or ended and were not dismissed; on every page. */
export function OperationsBar() {
  const { t } = useI18n();
  const nowMs = useNow(MINUTE_MS);
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const { operations, runs } = useUnderWay();
  const followed = new Map(useFollowedRestores().map((restore) => [restore.serverKey, restore]));
  const open = operations.filter((operation) => !isRead(operation, followed));
  const shown = new Set(open.map(({ state }) => idKey(state.serverId)));
  const others = [...followed.values()].filter(
    (restore) => !shown.has(restore.serverKey) && isShown(restore, nowMs),
  );
  const lines = [
    ...[...open]
      .sort((a, b) => attentionRank(a) - attentionRank(b))
      .map((operation) => (
        <OperationLine key={operation.state.operationId} operation={operation} runs={runs} />
      )),
    ...others.map((restore) => <FollowedRestoreLine key={restore.serverKey} restore={restore} />),
    ...runs.map((run) => <RunLine key={run.runId} run={run} />),
  ];
  if (lines.length === 0) return null;
  return (
    <section className="operations-bar" aria-label={t('operations.title')} data-open={isOpen || undefined}>
      <ul id={listId}>{lines}</ul>
      {lines.length === 1 ? null : (
        <button
          type="button"
          className={clsx('operations-bar__more', lines.length <= WIDE_LINES && 'narrow-only')}
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? (
            t('operations.fewer')
          ) : (
            <>
              <span className="wide-only">{t('operations.more', { count: lines.length - WIDE_LINES })}</span>
              <span className="narrow-only">{t('operations.more', { count: lines.length - 1 })}</span>
            </>
          )}
        </button>
      )}
    </section>
  );
}
