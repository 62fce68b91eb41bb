import { type ReactNode, useId } from 'react';

export interface SettingsCardProps {
  /** For links to it: `/settings#alerts`. */
  anchor?: string;
  title: string;
  intro?: string;
  children: ReactNode;
}

/** A titled card on the page of settings. */
export function SettingsCard({ anchor, title, intro, children }: SettingsCardProps) {
  const id = useId();
  return (
    <section id={anchor} className="card settings-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {intro === undefined ? null : <p className="muted">{intro}</p>}
      {children}
    </section>
  );
}
