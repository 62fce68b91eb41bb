import './tiles.css';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { hint } from '../../ui/hints/hint';

export interface TileProps {
  label: string;
  /** The label where four figures share the width of a phone. */
  shortLabel?: string;
  value: ReactNode;
  note?: ReactNode;
  /** The list behind the figure. */
  to?: string;
  /** Below the figure, in place of a note. */
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

/** In place of four figures that load. */
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

/** A note of one line, which may be cut off. */
export function NoteLine({ text }: { text: string }) {
  return <span {...hint(text, 'cut')}>{text}</span>;
}
