import Ellipsis from 'lucide-react/icons/ellipsis';
import { lazy, useState } from 'react';
import { partMissing } from '../../browser/part-missing';
import { useI18n } from '../../components/i18n/i18n-provider';
import { LatePart } from '../../components/list/late-part';
import { type Backup, idKey } from '../../core/backups/backup';
import { IconButton } from '../../ui/button';

const loadRowMenu = () => import('./lazy-row-menu');
const RowMenu = lazy(() => loadRowMenu().catch(partMissing));

function preload(): void {
  // Opening the menu tries again, and reports a failure.
  loadRowMenu().catch(() => undefined);
}

/** The "more" button of a row. The menu loads when the pointer or the focus reaches it. */
export function RowMenuButton({ backup }: { backup: Backup }) {
  const { t } = useI18n();
  const [isWanted, setWanted] = useState(false);
  const button = (
    <IconButton
      label={t('action.more', { id: idKey(backup.id) })}
      icon={<Ellipsis size={16} aria-hidden="true" />}
      aria-haspopup="menu"
      onPointerEnter={preload}
      onFocus={preload}
      onClick={() => setWanted(true)}
    />
  );
  if (!isWanted) return button;
  return (
    <LatePart fallback={button} onFailed={() => setWanted(false)}>
      <RowMenu backup={backup} />
    </LatePart>
  );
}
