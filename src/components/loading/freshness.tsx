import RefreshCw from 'lucide-react/icons/refresh-cw';
import { useState } from 'react';
import { IconButton } from '../../ui/button';
import { useI18n } from '../i18n/i18n-provider';

export interface FreshnessProps {
  /** 0 if not read yet: reserves the space and shows nothing. */
  readAtMs: number;
  /** Resolves when the read has ended, successfully or not. */
  onRead: () => Promise<unknown>;
}

/** When something was read last, and a button to read it now; its icon turns only after a click. */
export function Freshness({ readAtMs, onRead }: FreshnessProps) {
  const { t, format } = useI18n();
  const [isAsked, setAsked] = useState(false);
  const read = async () => {
    setAsked(true);
    await onRead();
    setAsked(false);
  };
  return (
    <span className="freshness muted small" data-unread={readAtMs === 0 || undefined}>
      <span>{t('list.updated', { time: format.time(readAtMs) })}</span>
      <IconButton
        label={t('action.refresh')}
        icon={<RefreshCw className={isAsked ? 'freshness__spin' : undefined} size={14} aria-hidden="true" />}
        onClick={() => void read()}
      />
    </span>
  );
}
