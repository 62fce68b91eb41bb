import { type ReactNode, useId } from 'react';

export interface SettingsCardProps {
  title: string;
  intro?: string;
  children: ReactNode;
}

/** A titled card on the page of settings. */
export function SettingsCard({ title, intro, children }: SettingsCardProps) {
  const id = useId();
  return (
    <section className="card settings-card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {intro === undefined ? null : <p className="muted">{intro}</p>}
      {children}
    </section>
  );
}
