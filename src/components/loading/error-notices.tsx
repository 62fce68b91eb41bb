import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { errorLine } from './error-text';

/** Why an action failed, shown where it was started; nothing while `error` is null. */
export function ErrorNotice({ error }: { error: unknown }) {
  const i18n = useI18n();
  return error === null ? null : (
    <Notice tone="bad" role="alert">
      {errorLine(error, i18n)}
    </Notice>
  );
}

export interface RetryNoticeProps {
  query: { readonly isFetching: boolean; readonly refetch: () => Promise<unknown> };
  /** `bad` interrupts a screen reader. */
  tone?: 'warn' | 'bad';
  children: ReactNode;
}

/** What could not be read, with a retry button. */
export function RetryNotice({ query, tone = 'warn', children }: RetryNoticeProps) {
  const { t } = useI18n();
  return (
    <Notice
      tone={tone}
      role={tone === 'bad' ? 'alert' : 'status'}
      action={
        <Button onClick={() => void query.refetch()} isPending={query.isFetching}>
          {t('action.retry')}
        </Button>
      }
    >
      {children}
    </Notice>
  );
}
