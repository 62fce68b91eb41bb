import './agreements.css';
import { useState } from 'react';
import { changeBackupMark } from '../../api/agreements/agreement-changes';
import { useSuspicions } from '../../components/backups/use-suspicions';
import { BackupFacts } from '../../components/dialog/backup-facts';
import { DialogWithoutBackup, useDialogBackup } from '../../components/dialog/dialog-backup';
import { type BackupDialogProps, MutationDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { BothTimes } from '../../components/moment';
import { useWriteLock } from '../../components/write-lock';
import type { Backup } from '../../core/backups/backup';
import { isKeptByDescription } from '../../core/backups/keep-mark';
import { Notice } from '../../ui/feedback';
import { CheckField } from '../../ui/fields/check-field';
import { ForeignText } from '../../ui/foreign-text';
import { showToast } from '../../ui/overlays/toast-store';
import { NoteField, useNoteError } from './note-field';
import { useAgreementMutation } from './use-agreement-mutation';

type Change = Omit<Parameters<typeof changeBackupMark>[1], 'version'>;

function KnownMarkDialog({
  backup,
  target,
  ...callbacks
}: BackupDialogProps & { backup: Backup; target: ReturnType<typeof useDialogBackup> }) {
  const { t, tx } = useI18n();
  const { backupKey, onClose } = callbacks;
  const isReadOnly = useWriteLock() !== null;
  const suspicion = useSuspicions().of(backup);
  const { version = 0, note: savedNote = null, kept = null, isDamaged = false } = backup.mark ?? {};
  const [typedNote, setNote] = useState<string | null>(null);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const { start, isKnown, isConflict, ...mutation } = useAgreementMutation(
    ['mark', backupKey],
    version,
    (change: Change, seen) => changeBackupMark(backup.id, { version: seen, ...change }),
  );
  const note = typedNote ?? savedNote ?? '';
  const isToKeep = chosen ?? kept !== null;
  const noteError = useNoteError(note);
  const nextNote = note.trim() === '' ? null : note.trim();
  const isChanged = isDamaged || nextNote !== savedNote || isToKeep !== (kept !== null);
  const save = () =>
    start({ isKept: isToKeep, note: nextNote }, () => {
      showToast({ tone: 'ok', text: t('mark.saved', { id: backupKey }) });
      onClose();
    });
  return (
    <MutationDialog
      {...callbacks}
      {...mutation}
      title={t('mark.title', { id: backupKey })}
      description={t('mark.intro')}
      submitLabel={t('mark.save')}
      variant="primary"
      isReady={isKnown && (isChanged || mutation.error !== null) && noteError === null}
      onSubmit={save}
    >
      <BackupFacts
        backup={backup}
        server={target.server}
        suspicion={suspicion}
        accountEmail={target.accountEmail}
      />
      {isKeptByDescription(backup) ? (
        <Notice tone="info">{t('mark.byDescription')}</Notice>
      ) : (
        <CheckField
          label={t('keep.createLabel')}
          hint={t('mark.keepHint')}
          isChecked={isToKeep}
          onChange={setChosen}
          disabled={mutation.isPending || isReadOnly}
        />
      )}
      {isDamaged ? <Notice tone="warn">{t('mark.damaged')}</Notice> : null}
      {kept === null || isDamaged ? null : (
        <p className="muted">
          {tx('mark.keptSince', {
            name: kept.by === null ? t('agreement.saidBySomebody') : <ForeignText key="by" text={kept.by} />,
            time: <BothTimes key="at" iso={kept.at} />,
          })}
        </p>
      )}
      <NoteField
        value={note}
        onChange={setNote}
        error={noteError}
        isReadOnly={mutation.isPending || isReadOnly}
        hint={t('mark.noteHint')}
      />
      {isConflict && nextNote !== savedNote ? (
        <p>
          {savedNote === null
            ? t('mark.noNoteNow')
            : tx('mark.noteNow', { note: <ForeignText key="note" text={savedNote} isProse /> })}
        </p>
      ) : null}
    </MutationDialog>
  );
}

/** Locks or unlocks a backup in this dashboard, and edits its note. */
export function MarkDialog(props: BackupDialogProps) {
  const { t } = useI18n();
  const target = useDialogBackup(props.backupKey);
  return target.backup === null ? (
    <DialogWithoutBackup
      title={t('mark.title', { id: props.backupKey })}
      backupKey={props.backupKey}
      target={target}
      onClose={props.onClose}
    />
  ) : (
    <KnownMarkDialog {...props} backup={target.backup} target={target} />
  );
}
