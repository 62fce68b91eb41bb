import { type ReactNode, type RefObject, useRef } from 'react';
import { Button } from '../../ui/button';
import { Dialog, type DialogProps } from '../../ui/overlays/dialog';
import { useI18n } from '../i18n/i18n-provider';
import { FailureNotice } from '../loading/error-notices';
import { useWriteLock, WriteButton } from '../write-lock';

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
  /** The fields that confirm; always in view. */
  decision?: ReactNode;
  /** Why the write failed, or that its outcome is unknown. */
  error: string | null;
  /** This dialog's request is in progress: it can't be closed until the outcome is shown. */
  isPending: boolean;
  /** Any request for the same target is in progress, even from a dialog closed since. */
  isUnderWay?: boolean;
  submitLabel: string;
  variant: 'primary' | 'danger';
  /** Everything required is chosen and typed. */
  isReady: boolean;
  /** Called only if ready and writes are allowed. */
  onSubmit: () => void;
  /** Called when Enter is pressed before the dialog is ready. */
  onNotReady?: () => void;
  /** The element focused first: Cancel by default, so that a hasty Enter does no harm. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Replaces Cancel and submit; `onSubmit` is then called unconditionally. */
  footer?: ReactNode;
}

/** A dialog that sends one write: locked while sending, and showing the failure. */
export function MutationDialog(props: MutationDialogProps) {
  const { title, description, size = 'normal', onClose, onReturnFocus, children, footer, decision } = props;
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
      decision={
        <>
          <FailureNotice text={error} />
          {decision}
        </>
      }
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
    </Dialog>
  );
}

export interface InfoDialogProps
  extends Pick<
    DialogProps,
    'title' | 'description' | 'size' | 'children' | 'onClose' | 'onReturnFocus' | 'initialFocus'
  > {
  /** Why one of the actions failed. */
  error?: string | null;
  actions?: ReactNode;
}

/** A dialog that only informs. `actions` come before Close. */
export function InfoDialog({ actions, error = null, ...frame }: InfoDialogProps) {
  const { t } = useI18n();
  return (
    <Dialog
      {...frame}
      closeLabel={t('action.close')}
      decision={<FailureNotice text={error} />}
      footer={
        <>
          {actions}
          <Button onClick={frame.onClose}>{t('action.close')}</Button>
        </>
      }
    />
  );
}
