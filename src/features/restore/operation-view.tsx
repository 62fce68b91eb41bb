import './safe-restore.css';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import CircleX from 'lucide-react/icons/circle-x';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import Undo2 from 'lucide-react/icons/undo-2';
import { useNow } from '../../browser/use-now';
import { SuspiciousBadge } from '../../components/backups/suspicion';
import { useSuspicions } from '../../components/backups/use-suspicions';
import { useI18n } from '../../components/i18n/i18n-provider';
import { dismissFailedRestore } from '../../components/servers/followed-restores';
import { useUnderWay } from '../../components/under-way/use-under-way';
import { WriteButton } from '../../components/write-lock';

import { idKey } from '../../core/backups/backup';
import { MINUTE_MS } from '../../core/lib/time-units';
import type { RestoreOperation } from '../../core/restore/restore-operation';
import { hasRestoreFailed, isEnded, undoOffer } from '../../core/restore/safe-restore';
import { suspicionText } from '../../core/text/suspicion-text';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import {
  copyOf,
  endText,
  endTone,
  runWaitText,
  type StepState,
  stepsOf,
  waitingText,
} from './operation-text';
import type { useDecision } from './use-operations';

const STEP_ICON: Record<StepState, typeof CircleCheck> = {
  waiting: CircleDashed,
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleX,
};

/** The steps of a safe restore, its state or result, and the available actions. */
export function OperationView({ operation }: { operation: RestoreOperation }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { state } = operation;
  const { phase } = state;
  const end = endText(state, i18n);
  const nowMs = useNow(MINUTE_MS);
  const { runs } = useUnderWay();
  const waiting = waitingText(operation, i18n);
  const runWait = end === null && waiting === null ? runWaitText(operation, runs, nowMs, i18n) : null;
  const copy = copyOf(state);
  const suspicions = useSuspicions();
  const suspicion = copy === null ? null : suspicions.of({ id: copy, serverId: state.serverId });
  return (
    <div className="safe-restore">
      <ol className="safe-restore__steps">
        {stepsOf(state).map(({ name, state: step }) => {
          const Icon = STEP_ICON[step];
          return (
            <li key={name} data-state={step} aria-current={step === 'running' ? 'step' : undefined}>
              <Icon size={17} aria-hidden="true" />
              <span>{t(`safe.step.${name}`)}</span>
              <span className="safe-restore__state">{t(`safe.state.${step}`)}</span>
            </li>
          );
        })}
      </ol>
      <div role="status" className="safe-restore__words">
        {copy === null ? null : (
          <p>
            <span>{t('safe.copyIs', { id: idKey(copy) })}</span>
            {suspicion === null ? null : <SuspiciousBadge why={suspicionText(suspicion, i18n)} />}
          </p>
        )}
        {phase.kind === 'copyUnknown' && phase.search === 'open' ? <p>{t('safe.searching')}</p> : null}
        {end === null ? null : <Notice tone={endTone(state)}>{end}</Notice>}
        {waiting === null ? null : <Notice tone="info">{waiting}</Notice>}
        {runWait === null ? null : <Notice tone="info">{runWait}</Notice>}
        {end === null && waiting === null ? <p className="muted">{t('safe.mayClose')}</p> : null}
      </div>
    </div>
  );
}

export interface OperationActionsProps extends Pick<ReturnType<typeof useDecision>, 'decide' | 'isUnderWay'> {
  operation: RestoreOperation;
  onDone: () => void;
}

/** The actions available for an operation in its current state. */
export function OperationActions({ operation, decide, isUnderWay, onDone }: OperationActionsProps) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const { state } = operation;
  const { phase } = state;
  const undoId = undoOffer(state);
  if (!isEnded(state)) {
    const isSent = phase.kind === 'restoring' && phase.sentAtMs !== null;
    return (
      <>
        {isSent && phase.acceptedAtMs === null ? null : (
          <Button isPending={isUnderWay} onClick={() => decide(isSent ? 'unfollow' : 'stop')}>
            {t(isSent ? 'safe.stopWatching' : state.isAwaitingPerson ? 'safe.drop' : 'safe.stop')}
          </Button>
        )}
        {state.isAwaitingPerson ? (
          <WriteButton variant="primary" isPending={isUnderWay} onClick={() => decide('continue')}>
            {t('safe.goOn')}
          </WriteButton>
        ) : null}
      </>
    );
  }
  const dismiss = () => {
    // An unknown outcome is settled by a person who has checked; until then it blocks the server.
    decide('dismiss');
    if (hasRestoreFailed(state)) dismissFailedRestore(idKey(state.serverId));
    onDone();
  };
  return (
    <>
      {undoId === null ? null : (
        <WriteButton
          icon={<Undo2 size={15} aria-hidden="true" />}
          onClick={() => openDialog({ kind: 'restore', backupKey: idKey(undoId) })}
        >
          {t('safe.undo')}
        </WriteButton>
      )}
      <Button onClick={dismiss}>
        {t(phase.kind === 'restoreUnknown' ? 'safe.settled' : 'action.dismiss')}
      </Button>
    </>
  );
}
