import './dialog.css';
import * as RadixDialog from '@radix-ui/react-dialog';
import { clsx } from 'clsx';
import X from 'lucide-react/icons/x';
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { IconButton } from './button';
import { useCountAsDialog } from './open-dialogs';

export interface DialogProps {
  title: ReactNode;
  description?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  /** While true nothing closes the dialog: an action is on its way and its outcome must be seen here. */
  isBusy?: boolean;
  /** What gets the focus first; for dangerous dialogs this is Cancel. Without it: the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Where the focus goes afterwards when what opened the dialog is gone. */
  onReturnFocus?: () => void;
  footer?: ReactNode;
  children: ReactNode;
  /** Wraps body and footer in a form, so that Enter submits. */
  onSubmit?: () => void;
  size?: 'normal' | 'wide';
}

/**
 * A modal dialog. A click beside it does not close it: too much is typed and read in these dialogs for an
 * accident to end them. Escape, Cancel and the cross do.
 */
export function Dialog(props: DialogProps) {
  const { title, description, closeLabel, onClose, isBusy = false, initialFocus, footer, children } = props;
  const { onSubmit, onReturnFocus, size = 'normal' } = props;
  useCountAsDialog();
  const contentRef = useRef<HTMLDivElement>(null);
  const isTouched = useRef(false);
  const touch = () => {
    isTouched.current = true;
  };
  // What comes late must not push the first focus out of a small screen; a person who has begun to act is not moved.
  const keepFocusInView = useCallback(() => {
    const { activeElement } = document;
    if (isTouched.current || activeElement === contentRef.current) return;
    if (contentRef.current?.contains(activeElement)) activeElement?.scrollIntoView({ block: 'nearest' });
  }, []);
  const content = (
    <>
      <DialogBody onResize={keepFocusInView}>{children}</DialogBody>
      {footer === undefined ? null : <div className="dialog__footer">{footer}</div>}
    </>
  );
  return (
    <RadixDialog.Root open onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}>
      <RadixDialog.Portal>
        <div className="dialog-backdrop" data-scroll-lock="" aria-hidden="true" />
        <RadixDialog.Content
          className={`dialog dialog--${size}`}
          ref={contentRef}
          aria-modal="true"
          onKeyDownCapture={touch}
          onPointerDownCapture={touch}
          onWheelCapture={touch}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          // The focus trap moves the focus without scrolling, at opening and from the last control to the first.
          onFocus={({ target, currentTarget }) => {
            if (target !== currentTarget) target.scrollIntoView({ block: 'nearest' });
          }}
          onInteractOutside={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => {
            if (isBusy || hasOpenList(event.target)) event.preventDefault();
          }}
          onOpenAutoFocus={(event) => {
            if (initialFocus?.current == null) return;
            event.preventDefault();
            initialFocus.current.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onReturnFocus?.();
          }}
        >
          <div className="dialog__header">
            <RadixDialog.Title className="dialog__title">{title}</RadixDialog.Title>
            {description === undefined ? null : (
              <RadixDialog.Description className="dialog__description">{description}</RadixDialog.Description>
            )}
            <IconButton
              className="dialog__close"
              label={closeLabel}
              icon={<X size={18} aria-hidden="true" />}
              onClick={onClose}
              disabled={isBusy}
            />
          </div>
          {onSubmit === undefined ? (
            content
          ) : (
            <form
              className="dialog__form"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                // React carries events of a dialog over a dialog on to the form of the lower one.
                event.stopPropagation();
                if (!isBusy) onSubmit();
              }}
            >
              {content}
            </form>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Whether Escape first closes the list of the combobox that it is pressed in. */
function hasOpenList(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('[role="combobox"][aria-expanded="true"]');
}

/** The part that scrolls when there is too much for the screen; it takes the focus then, for the arrow keys. */
function DialogBody({ onResize, children }: { onResize: () => void; children: ReactNode }) {
  const bodyRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const [isTooTall, setTooTall] = useState(false);
  useEffect(() => {
    const body = bodyRef.current;
    const content = contentRef.current;
    if (body === null || content === null) return;
    const observer = new ResizeObserver(() => {
      setTooTall(body.scrollHeight > body.clientHeight);
      onResize();
    });
    observer.observe(body);
    observer.observe(content);
    return () => observer.disconnect();
  }, [onResize]);
  return (
    <div
      ref={bodyRef}
      className={clsx('dialog__body', isTooTall && 'dialog__body--scrolls')}
      tabIndex={isTooTall ? 0 : undefined}
    >
      <div ref={contentRef} className="dialog__content">
        {children}
      </div>
    </div>
  );
}
