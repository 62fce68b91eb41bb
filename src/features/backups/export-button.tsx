import { Download } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { lazyWithWords } from '../../components/i18n/lazy-with-words';
import { LatePart } from '../../components/list/late-part';
import type { Backup } from '../../core/backups/backup';
import { Button } from '../../ui/button';

const loadExportMenu = () => import('./lazy-export-menu');
const ExportMenu = lazyWithWords(loadExportMenu);

function preload(): void {
  // A failed preload is no failure yet: opening the menu tries again and reports.
  loadExportMenu().catch(() => undefined);
}

/** Takes what the filters show out of the app. The menu is loaded when a hand or the focus comes near. */
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
