import { lazy } from 'react';
import { partMissing } from '../browser/part-missing';
import { ActivityDialog } from '../features/activity/activity-dialog';
import { ExpectationDialog } from '../features/agreements/expectation-dialog';
import { MarkDialog } from '../features/agreements/mark-dialog';
import { NotesDialog } from '../features/agreements/notes-dialog';
import { AcknowledgeDialog, StopWatchingDialog } from '../features/agreements/reason-dialogs';
import { TagExpectationDialog } from '../features/agreements/tag-expectation-dialog';
import { CreateBackupDialog } from '../features/backups/dialogs/create-backup-dialog';
import { CreateManyDialog } from '../features/backups/dialogs/create-many-dialog';
import { DeleteBackupDialog } from '../features/backups/dialogs/delete-backup-dialog';
import { DeleteManyDialog } from '../features/backups/dialogs/delete-many-dialog';
import { RestoreServerDialog } from '../features/restore/restore-server-dialog';
import { SafeRestoreDialog } from '../features/restore/safe-restore-dialog';
import { RestoreBeforeDialog } from '../features/server/restore-before-dialog';
import { ConnectDialog } from '../features/session/connect-dialog';
import { SaveViewDialog } from '../features/views/save-view-dialog';
import { ViewsDialog } from '../features/views/views-dialog';
import type { DialogRoute } from '../routes/use-dialog-route';
import { understoodQuery } from './services/understood-query';
import { ShortcutsDialog } from './shortcuts-dialog';

const loadPalette = () => import('../features/palette/lazy-command-palette');
const CommandPalette = lazy(() => loadPalette().catch(partMissing));
// Along with the dialogs, because people type into it at once. Opening it retries, and reports a failure.
loadPalette().catch(() => undefined);

export interface DialogOfProps {
  dialog: DialogRoute;
  onClose: () => void;
  onReturnFocus: () => void;
}

/** Every dialog by its route, in one chunk that the first page does not need. */
export default function DialogOf({ dialog, ...rest }: DialogOfProps) {
  switch (dialog.kind) {
    case 'create':
      return <CreateBackupDialog serverKey={dialog.serverKey} {...rest} />;
    case 'createSelected':
      return <CreateManyDialog {...rest} />;
    case 'delete':
      return <DeleteBackupDialog backupKey={dialog.backupKey} {...rest} />;
    case 'deleteSelected':
      return <DeleteManyDialog {...rest} />;
    case 'restore':
      return <RestoreServerDialog backupKey={dialog.backupKey} {...rest} />;
    case 'mark':
      return <MarkDialog backupKey={dialog.backupKey} {...rest} />;
    case 'restoreBefore':
      return <RestoreBeforeDialog serverKey={dialog.serverKey} {...rest} />;
    case 'activity':
      return <ActivityDialog entryId={dialog.entryId} {...rest} />;
    case 'safeRestore':
      return <SafeRestoreDialog operationId={dialog.operationId} {...rest} />;
    case 'saveView':
      return <SaveViewDialog understoodQuery={understoodQuery} {...rest} />;
    case 'views':
      return <ViewsDialog {...rest} />;
    case 'expectation':
      return <ExpectationDialog serverKey={dialog.serverKey} {...rest} />;
    case 'tagExpectation':
      return <TagExpectationDialog tag={dialog.tag} {...rest} />;
    case 'acknowledge':
      return <AcknowledgeDialog serverKey={dialog.serverKey} {...rest} />;
    case 'unwatch':
      return <StopWatchingDialog serverKey={dialog.serverKey} {...rest} />;
    case 'notes':
      return <NotesDialog serverKey={dialog.serverKey} {...rest} />;
    case 'shortcuts':
      return <ShortcutsDialog {...rest} />;
    case 'palette':
      return <CommandPalette {...rest} />;
    case 'connect':
      return <ConnectDialog {...rest} />;
  }
}
