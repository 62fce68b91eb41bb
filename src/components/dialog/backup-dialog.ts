export interface BackupDialogProps {
  backupKey: string;
  onClose: () => void;
  onReturnFocus: () => void;
}
