import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { lazyWithWords } from '../../components/i18n/lazy-with-words';
import { LatePart } from '../../components/list/late-part';
import { type Backup, idKey } from '../../core/backups/backup';
import { IconButton } from '../../ui/button';

const loadRowMenu = () => import('./lazy-row-menu');
const RowMenu = lazyWithWords(loadRowMenu);

function preload(): void {
  // A failed preload is no failure yet: opening the menu tries again and reports.
  loadRowMenu().catch(() => undefined);
}

/** The "more" button of a row. The menu itself is loaded when a hand or the focus comes near it. */
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
