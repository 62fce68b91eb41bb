import './tiles.css';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { hint } from '../../ui/hints/hint';

export interface TileProps {
  label: string;
  /** A shorter label for phones, where four figures share the width. */
  shortLabel?: string;
  value: ReactNode;
  note?: ReactNode;
  /** The list that the figure links to. */
  to?: string;
  /** Shown below the figure instead of a note. */
  children?: ReactNode;
}

/** A figure with its label. */
export function Tile({ label, shortLabel, value, note, to, children }: TileProps) {
  const content = (
    <>
      <span className="tile__label">{label}</span>
      {shortLabel === undefined ? null : (
        <span className="tile__short" aria-hidden="true">
          {shortLabel}
        </span>
      )}
      <b>{value}</b>
      {note === undefined ? null : <small>{note}</small>}
      {children}
    </>
  );
  return to === undefined ? (
    <div className="tile">{content}</div>
  ) : (
    <Link className="tile tile--link" to={to}>
      {content}
    </Link>
  );
}

/** Placeholder for four loading figures. */
export function TilesSkeleton({ className = '' }: { className?: string }) {
  const tile = <div className="tile" />;
  return (
    <div className={`tiles ${className}`}>
      {tile}
      {tile}
      {tile}
      {tile}
    </div>
  );
}

/** A one-line note that may be truncated. */
export function NoteLine({ text }: { text: string }) {
  return <span {...hint(text, 'cut')}>{text}</span>;
}
