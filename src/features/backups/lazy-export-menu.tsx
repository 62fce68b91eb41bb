import type { ReactElement } from 'react';
import { useBackupExports } from '../../components/backups/use-backup-exports';
import type { Backup } from '../../core/backups/backup';
import { Menu } from '../../ui/overlays/menu';

/** CSV or JSON of exactly the filtered backups, in the order shown. */
export default function ExportMenu({
  backups,
  button,
}: {
  backups: readonly Backup[];
  button: ReactElement;
}) {
  return <Menu button={button} items={useBackupExports(backups)} />;
}
