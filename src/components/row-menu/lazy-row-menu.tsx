import type { ReactElement } from 'react';
import { Menu } from '../../ui/overlays/menu';
import { useBackupItems } from './backup-items';
import type { BackupSubject, RowMenuSubject, ServerSubject } from './row-menu-subject';
import { useServerItems } from './server-items';
import { TableMenu } from './table-menu';

interface Props<Subject> {
  subject: Subject;
  button: ReactElement;
}

function BackupMenu({ subject, button }: Props<BackupSubject>) {
  return <Menu button={button} items={useBackupItems(subject)} />;
}

function ServerMenu({ subject, button }: Props<ServerSubject>) {
  return <Menu button={button} items={useServerItems(subject)} />;
}

/** The menu of a backup or server, or of a table's columns. */
export default function RowMenu({ subject, button }: Props<RowMenuSubject>) {
  switch (subject.kind) {
    case 'backup':
      return <BackupMenu subject={subject} button={button} />;
    case 'server':
      return <ServerMenu subject={subject} button={button} />;
    case 'table':
      return <TableMenu table={subject.table} button={button} />;
  }
}
