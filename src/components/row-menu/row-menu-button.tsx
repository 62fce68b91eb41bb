import './row-menu-button.css';
import { lazy } from 'react';
import { partMissing } from '../../browser/part-missing';
import { MenuButton } from '../menu-button';
import type { RowMenuSubject } from './row-menu-subject';

const loadRowMenu = () => import('./lazy-row-menu');
const RowMenu = lazy(() => loadRowMenu().catch(partMissing));

/** The button for everything that can be done with one backup or server, or for what a table shows. */
export function RowMenuButton({ subject, label }: { subject: RowMenuSubject; label: string }) {
  const button = <button type="button" className="icon-button more-button" aria-label={label} />;
  return (
    <MenuButton button={button} load={loadRowMenu}>
      <RowMenu subject={subject} button={button} />
    </MenuButton>
  );
}
