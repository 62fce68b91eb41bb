import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { backupsQuery } from '../../api/backups';
import { FirstLoad } from './first-load';

/**
 * In place of what is made of the list until that was read for the first time. A leaf: that it is asked for again
 * redraws this, and of a page that has its list nothing.
 */
export function ListLoad({ skeleton }: { skeleton: ReactNode }) {
  return <FirstLoad query={useQuery(backupsQuery())} skeleton={skeleton} />;
}
