import './toast.css';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import Info from 'lucide-react/icons/info';
import X from 'lucide-react/icons/x';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { useStore } from '../../browser/storage/store';
import { IconButton } from '../button';
import { useIsUnderDialog } from './open-dialogs';
import { dismissToast, type Toast, type ToastTone, toasts } from './toast-store';

/** Bad news stays until dismissed. */
const SHOWN_MS = 8000;

const TOAST_ICON: Record<ToastTone, typeof Info> = { ok: CircleCheck, bad: CircleAlert, info: Info };

function ToastItem({ toast, dismissLabel }: { toast: Toast; dismissLabel: string }) {
  const [isHeld, setHeld] = useState(false);
  const isLasting = toast.tone === 'bad';
  // Time only runs while it can be read.
  const isWaiting = useIsUnderDialog() || isHeld;
  useEffect(() => {
    if (isLasting || isWaiting) return;
    const timer = setTimeout(() => dismissToast(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isLasting, isWaiting, toast.id]);
  const Icon = TOAST_ICON[toast.tone];
  return (
    <li
      className={`toast toast--${toast.tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon className="toast__icon" size={17} aria-hidden="true" />
      <div className="toast__text">
        <span>{toast.text}</span>
        {toast.link === null ? null : (
          <>
            {' '}
            <Link className="link" to={toast.link.to} onClick={() => dismissToast(toast.id)}>
              {toast.link.label}
            </Link>
          </>
        )}
      </div>
      <IconButton
        label={dismissLabel}
        icon={<X size={16} aria-hidden="true" />}
        onClick={() => dismissToast(toast.id)}
      />
    </li>
  );
}

/**
 * The toasts, and two live regions that announce them. The regions are always in the page: screen readers often miss one
 * that is inserted together with its text.
 */
export function ToastRegion({ label, dismissLabel }: { label: string; dismissLabel: string }) {
  const shown = useStore(toasts);
  const said = (isBad: boolean) =>
    shown
      .filter((toast) => (toast.tone === 'bad') === isBad)
      .map((toast) => <p key={toast.id}>{toast.text}</p>);
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite" data-live-region="">
        {said(false)}
      </div>
      {/* Outside the list, which an open dialog hides from screen readers. */}
      <div className="visually-hidden" role="alert" aria-live="assertive" data-live-region="">
        {said(true)}
      </div>
      <section className="toast-region" aria-label={label}>
        <ol>
          {shown.map((toast) => (
            <ToastItem key={toast.id} toast={toast} dismissLabel={dismissLabel} />
          ))}
        </ol>
      </section>
    </>
  );
}
