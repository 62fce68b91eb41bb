import { useMutationState } from '@tanstack/react-query';
import { useMemo } from 'react';

export const DELETE_BACKUP_KEY = 'delete-backup';

/** Keys of the backups that are being deleted. */
export function useDeletingBackups(): ReadonlySet<string> {
  const keys = useMutationState({
    filters: { mutationKey: [DELETE_BACKUP_KEY], status: 'pending' },
    select: (mutation) => {
      const { variables } = mutation.state;
      const isNamed = typeof variables === 'object' && variables !== null && 'id' in variables;
      return isNamed ? String(variables.id) : '';
    },
  });
  return useMemo(() => new Set(keys), [keys]);
}
