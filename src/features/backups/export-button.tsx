import Download from 'lucide-react/icons/download';
import { lazy } from 'react';
import { partMissing } from '../../browser/part-missing';
import { useI18n } from '../../components/i18n/i18n-provider';
import { MenuButton } from '../../components/menu-button';
import type { Backup } from '../../core/backups/backup';
import { Button } from '../../ui/button';

const loadExportMenu = () => import('./lazy-export-menu');
const ExportMenu = lazy(() => loadExportMenu().catch(partMissing));

/** `isUnread`: nothing to export yet, so the button only reserves its space. */
export function ExportButton({ backups, isUnread }: { backups: readonly Backup[]; isUnread: boolean }) {
  const { t } = useI18n();
  const button = (
    <Button icon={<Download size={16} aria-hidden="true" />} data-unread={isUnread || undefined}>
      {t('export.label')}
    </Button>
  );
  return (
    <MenuButton button={button} load={loadExportMenu}>
      <ExportMenu backups={backups} button={button} />
    </MenuButton>
  );
}
