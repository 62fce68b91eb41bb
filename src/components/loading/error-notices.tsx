import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';
import { errorLine } from './error-text';

/** What failed, shown where it was started; nothing while `text` is null. */
export function FailureNotice({ text }: { text: string | null }) {
  return text === null ? null : (
    <Notice tone="bad" role="alert">
      {text}
    </Notice>
  );
}

/** Why an action failed, as {@link FailureNotice}. */
export function ErrorNotice({ error }: { error: unknown }) {
  const i18n = useI18n();
  return <FailureNotice text={error === null ? null : errorLine(error, i18n)} />;
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
