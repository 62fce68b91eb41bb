import type { ReactNode } from 'react';
import type { Suspicion } from '../../core/protection/size-baseline';
import { suspicionText } from '../../core/text/suspicion-text';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';

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
