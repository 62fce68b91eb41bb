import { useMemo } from 'react';
import { useNow } from '../../../browser/use-now';
import { type I18n, useI18n } from '../../../components/i18n/i18n-provider';
import { runParams, sinceText } from '../../../components/under-way/run-text';
import { useUnderWay } from '../../../components/under-way/use-under-way';
import { type Backup, idKey } from '../../../core/backups/backup';
import { type DeletionMatter, deletionMatters } from '../../../core/deletion/deletion-matters';
import { isolated } from '../../../core/lib/foreign-text';
import { MINUTE_MS } from '../../../core/lib/time-units';
import { useOpenDialog } from '../../../routes/use-dialog-route';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/feedback';

/** Further ones would add nothing new. */
const MAX_SHOWN = 4;

/** Operations on the servers whose backups are to be deleted. */
export function useDeletionMatters(backups: readonly Backup[]): readonly DeletionMatter[] {
  const underWay = useUnderWay();
  return useMemo(() => deletionMatters(backups, underWay), [backups, underWay]);
}

/** Whether a restore needs every one of them, so that the gateway deletes none. */
export function areAllNeeded(matters: readonly DeletionMatter[], backups: readonly Backup[]): boolean {
  const needed = matters.flatMap((matter) => (matter.kind === 'needed' ? matter.backups : []));
  const keys = new Set(needed.map(({ id }) => idKey(id)));
  return backups.length > 0 && backups.every(({ id }) => keys.has(idKey(id)));
}

function textOf(matter: DeletionMatter, nowMs: number, i18n: I18n): string {
  const { t } = i18n;
  switch (matter.kind) {
    case 'needed':
    case 'restoring': {
      const { backups, operation } = matter;
      return t(`delete.${matter.kind}`, {
        ids: backups.map(({ id }) => `#${idKey(id)}`).join(', '),
        server: isolated(operation.state.serverName),
        time: sinceText(operation.startedAt, nowMs, i18n),
      });
    }
    case 'beingMade':
    case 'justMade': {
      const { name } = runParams(matter.at, '', nowMs, i18n);
      return t(`delete.${matter.kind}`, { name, id: idKey(matter.backup.id) });
    }
    case 'runHere':
      return t('delete.runHere', runParams(matter.at, matter.serverName, nowMs, i18n));
  }
}

/** Says which restores and runs of schedules a deletion affects, and how. */
export function DeletionUnderWay({ matters }: { matters: readonly DeletionMatter[] }) {
  const i18n = useI18n();
  const openDialog = useOpenDialog();
  const nowMs = useNow(MINUTE_MS);
  const more = matters.length - MAX_SHOWN;
  return (
    <>
      {matters.slice(0, MAX_SHOWN).map((matter) => {
        const text = textOf(matter, nowMs, i18n);
        if (matter.kind !== 'needed') {
          const isPlain = matter.kind === 'runHere' || matter.kind === 'restoring';
          return (
            <Notice key={text} tone={isPlain ? 'info' : 'warn'}>
              {text}
            </Notice>
          );
        }
        const { operationId } = matter.operation.state;
        return (
          <Notice
            key={text}
            tone="bad"
            role="alert"
            action={
              <Button onClick={() => openDialog({ kind: 'safeRestore', operationId })}>
                {i18n.t('safe.seeRunning')}
              </Button>
            }
          >
            {text}
          </Notice>
        );
      })}
      {more > 0 ? <p className="muted">{i18n.t('delete.moreUnderWay', { count: more })}</p> : null}
    </>
  );
}
