import { useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backups';
import type { Backup } from '../../core/backups/backup';
import { type Suspicions, suspicionsIn } from '../../core/protection/suspicions';

const NO_BACKUPS: readonly Backup[] = [];

export function useSuspicions(): Suspicions {
  const { data: list } = useQuery(backupsQuery());
  return suspicionsIn(list?.backups ?? NO_BACKUPS);
}
