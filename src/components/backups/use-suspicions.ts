import { useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backups';
import type { Backup } from '../../core/backups/backup';
import { type Suspicions, suspicionsIn } from '../../core/protection/suspicions';
import { useAcceptedSizes } from './use-accepted-sizes';

const NO_BACKUPS: readonly Backup[] = [];

export function useSuspicions(): Suspicions {
  const { data: list } = useQuery(backupsQuery());
  const accepted = useAcceptedSizes();
  return suspicionsIn(list?.backups ?? NO_BACKUPS, accepted);
}
