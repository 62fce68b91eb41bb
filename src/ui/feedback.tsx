import './feedback.css';
import CircleAlert from 'lucide-react/icons/circle-exclamation-point';
import Info from 'lucide-react/icons/info';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { ReactNode } from 'react';

type NoticeTone = 'info' | 'warn' | 'bad' | 'run';

const NOTICE_ICON: Record<NoticeTone, typeof Info> = {
  info: Info,
  warn: TriangleAlert,
  bad: CircleAlert,
  run: Info,
};

export interface NoticeProps {
  tone: NoticeTone;
  title?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits. */
  role?: 'alert' | 'status';
}

export function Notice({ tone, title, action, children, role }: NoticeProps) {
  const Icon = NOTICE_ICON[tone];
  return (
    <div className={`notice notice--${tone}`} role={role}>
      <Icon className="notice__icon" size={16} aria-hidden="true" />
      <div className="notice__text">
        {title === undefined ? null : <b>{title}</b>}
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}

export interface StateMessageProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  role?: 'alert' | 'status';
  tone?: 'bad' | 'idle';
}

/** Replaces content that is empty, not found, or unreadable. */
export function StateMessage({ icon, title, children, actions, role, tone = 'idle' }: StateMessageProps) {
  return (
    <div className="state-message" role={role}>
      <span className={`state-message__icon state-message__icon--${tone}`} aria-hidden="true">
        {icon}
      </span>
      <h2>{title}</h2>
      {children === undefined ? null : <div className="state-message__text">{children}</div>}
      {actions === undefined ? null : <div className="state-message__actions">{actions}</div>}
    </div>
  );
}

/** Placeholder rows while loading. */
export function SkeletonRows({ rows, heightPx }: { rows: number; heightPx: number }) {
  return Array.from({ length: rows }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
    <div key={index} className="skeleton__row" style={{ height: heightPx }}>
      <i />
      <i />
      <i />
      <i />
    </div>
  ));
}

export interface SkeletonProps {
  /** The only text that screen readers get. */
  label: string;
  /** Number of placeholders; or `children`, rendered as they will look, but inert. */
  rows?: number;
  rowHeightPx?: number;
  children?: ReactNode;
}

/** Replaces loading content, at the same height. */
export function Skeleton({ label, rows = 0, rowHeightPx = 0, children }: SkeletonProps) {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{label}</span>
      <div aria-hidden="true" inert>
        {children ?? <SkeletonRows rows={rows} heightPx={rowHeightPx} />}
      </div>
    </div>
  );
}
