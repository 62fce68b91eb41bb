import { type ReactNode, type RefObject, useRef } from 'react';
import { Button } from '../../ui/button';
import { Dialog, type DialogProps } from '../../ui/dialog';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { useWriteLock, WriteButton } from '../write-lock';

/** What the host of the dialogs gives to each of them. */
export interface DialogCallbacks {
  onClose: () => void;
  onReturnFocus: () => void;
}

export interface BackupDialogProps extends DialogCallbacks {
  backupKey: string;
}

export interface MutationDialogProps
  extends DialogCallbacks,
    Pick<DialogProps, 'title' | 'description' | 'size' | 'children'> {
  /** Why it was not done, or is not known; null while there is nothing to say. */
  error: string | null;
  /** The request of this dialog is on its way: nothing closes it until the outcome is shown. */
  isPending: boolean;
  /** A request for the same target is on its way, perhaps from a dialog that was left. */
  isUnderWay?: boolean;
  submitLabel: string;
  variant: 'primary' | 'danger';
  /** Everything that must be chosen and typed is there. */
  isReady: boolean;
  /** Called when ready, and only while writes are allowed. */
  onSubmit: () => void;
  /** Enter was pressed before it was ready. */
  onNotReady?: () => void;
  /** Cancel where left out, so that Enter pressed too early does no harm. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** In place of Cancel and submit; then `onSubmit` is called as it is. */
  footer?: ReactNode;
}

/** A dialog that sends one write: Cancel and submit, locked while it is sent, and its failure in place. */
export function MutationDialog(props: MutationDialogProps) {
  const { title, description, size = 'normal', onClose, onReturnFocus, children, footer } = props;
  const { error, isPending, isUnderWay = isPending, submitLabel, variant, isReady } = props;
  const { t } = useI18n();
  const lock = useWriteLock();
  const cancelRef = useRef<HTMLButtonElement>(null);
  const submit = () => {
    if (!isReady) props.onNotReady?.();
    else if (lock === null) props.onSubmit();
  };
  return (
    <Dialog
      title={title}
      description={description}
      size={size}
      closeLabel={t('action.close')}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      isBusy={isPending}
      initialFocus={props.initialFocus ?? cancelRef}
      onSubmit={footer === undefined ? submit : props.onSubmit}
      footer={
        footer ?? (
          <>
            <Button ref={cancelRef} onClick={onClose} aria-disabled={isPending}>
              {t('action.cancel')}
            </Button>
            <WriteButton type="submit" variant={variant} isPending={isUnderWay} aria-disabled={!isReady}>
              {submitLabel}
            </WriteButton>
          </>
        )
      }
    >
      {children}
      {error === null ? null : (
        <Notice tone="bad" role="alert">
          {error}
        </Notice>
      )}
    </Dialog>
  );
}

export interface InfoDialogProps
  extends Pick<DialogProps, 'title' | 'description' | 'size' | 'children' | 'onClose' | 'onReturnFocus'> {
  /** Before Close. */
  actions?: ReactNode;
}

/** A dialog that is only read. */
export function InfoDialog({ actions, ...frame }: InfoDialogProps) {
  const { t } = useI18n();
  return (
    <Dialog
      {...frame}
      closeLabel={t('action.close')}
      footer={
        <>
          {actions}
          <Button onClick={frame.onClose}>{t('action.close')}</Button>
        </>
      }
    />
  );
}
