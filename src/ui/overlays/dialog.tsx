import './dialog.css';
import * as RadixDialog from '@radix-ui/react-dialog';
import { clsx } from 'clsx';
import X from 'lucide-react/icons/x';
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { IconButton } from '../button';
import { useCountAsDialog } from './open-dialogs';

export interface DialogProps {
  title: ReactNode;
  description?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  /** An action is in progress: the dialog can't be closed until its outcome is shown. */
  isBusy?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
  onReturnFocus?: () => void;
  /** Required input and errors: stays in view above the footer while the rest scrolls. */
  decision?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  /** Wraps body and footer in a form, so that Enter submits. */
  onSubmit?: () => void;
  /** `palette`: without a visible title, filled by its content, which brings its own style sheet. */
  size?: 'normal' | 'wide' | 'palette';
}

/** A modal dialog. A click beside it does not close it, so that no input is lost by accident. */
export function Dialog(props: DialogProps) {
  const {
    title,
    description,
    closeLabel,
    onClose,
    isBusy = false,
    initialFocus,
    decision,
    footer,
    children,
  } = props;
  const { onSubmit, onReturnFocus, size = 'normal' } = props;
  useCountAsDialog();
  const contentRef = useRef<HTMLDivElement>(null);
  const isTouched = useRef(false);
  const touch = () => {
    isTouched.current = true;
  };
  // Content that loads later must not push the initial focus out of view, until the dialog is used.
  const keepFocusInView = useCallback(() => {
    const { activeElement } = document;
    if (isTouched.current || activeElement === contentRef.current) return;
    if (contentRef.current?.contains(activeElement)) activeElement?.scrollIntoView({ block: 'nearest' });
  }, []);
  const content = (
    <>
      <DialogBody onResize={keepFocusInView}>{children}</DialogBody>
      <div className="dialog__decision">{decision}</div>
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
          // The focus trap moves the focus without scrolling.
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
                // React bubbles events of a nested dialog to the form of the outer one.
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

/** Escape in an open combobox closes its list, not the dialog. */
function hasOpenList(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('[role="combobox"][aria-expanded="true"]');
}

/** The scrolling part; focusable while it overflows, so that the arrow keys scroll it. */
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
