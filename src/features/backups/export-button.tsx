import Download from 'lucide-react/icons/download';
import { lazy, useState } from 'react';
import { partMissing } from '../../browser/part-missing';
import { useI18n } from '../../components/i18n/i18n-provider';
import { LatePart } from '../../components/list/late-part';
import type { Backup } from '../../core/backups/backup';
import { Button } from '../../ui/button';

const loadExportMenu = () => import('./lazy-export-menu');
const ExportMenu = lazy(() => loadExportMenu().catch(partMissing));

function preload(): void {
  // Opening the menu tries again, and reports a failure.
  loadExportMenu().catch(() => undefined);
}

/** Takes what the filters show out of the app. The menu loads when the pointer or the focus reaches the button. */
export function ExportButton({ backups }: { backups: readonly Backup[] }) {
  const { t } = useI18n();
  const [isWanted, setWanted] = useState(false);
  const button = (
    <Button
      icon={<Download size={16} aria-hidden="true" />}
      aria-haspopup="menu"
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setWanted(true)}
    >
      {t('export.label')}
    </Button>
  );
  if (!isWanted) return button;
  return (
    <LatePart fallback={button} onFailed={() => setWanted(false)}>
      <ExportMenu backups={backups} />
    </LatePart>
  );
}
