import './tag-chip.css';
import Handshake from 'lucide-react/icons/handshake';
import { Link } from 'react-router-dom';
import { isolated } from '../../core/lib/foreign-text';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { ForeignText } from '../../ui/foreign-text';
import { useI18n } from '../i18n/i18n-provider';

/** A tag that links to the servers that have it and to its expectation. */
export function TagChip({ tag }: { tag: string }) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  return (
    <span className="tag">
      <Link to={`${paths.overview()}?${new URLSearchParams({ tag })}`}>
        <ForeignText text={tag} />
      </Link>
      <Button
        variant="ghost"
        className="tag__action"
        icon={<Handshake size={14} aria-hidden="true" />}
        aria-label={t('tagExpectation.set', { tag: isolated(tag) })}
        title={t('agreement.setExpectation')}
        onClick={() => openDialog({ kind: 'tagExpectation', tag })}
      />
    </span>
  );
}
