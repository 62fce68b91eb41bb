import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import type { ReactNode } from 'react';
import type { Suspicion } from '../../core/protection/size-baseline';
import { suspicionText } from '../../core/text/suspicion-text';
import { Notice } from '../../ui/feedback';
import { hint } from '../../ui/hints/hint';
import { Badge } from '../../ui/icon-badge';
import { useI18n } from '../i18n/i18n-provider';

/** Marks a completed backup that may be incomplete. `why`: see {@link suspicionText}. */
export function SuspiciousBadge({ why }: { why: string }) {
  const { t } = useI18n();
  return (
    <>
      {' '}
      <span className="suspicious-badge" {...hint(why)}>
        <Badge tone="warn" icon={<TriangleAlert size={13} strokeWidth={2.4} aria-hidden="true" />}>
          {t('suspicion.badge')}
        </Badge>
      </span>
    </>
  );
}

export interface SuspicionNoticeProps {
  suspicion: Suspicion;
  action?: ReactNode;
  children?: ReactNode;
}

export function SuspicionNotice({ suspicion, action, children }: SuspicionNoticeProps) {
  const i18n = useI18n();
  return (
    <Notice tone="warn" role="alert" title={i18n.t('suspicion.title')} action={action}>
      <span>{suspicionText(suspicion, i18n)}</span> {children}
    </Notice>
  );
}
