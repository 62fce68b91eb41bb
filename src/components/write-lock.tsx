import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { accountQuery } from '../api/account';
import { gatewayQuery } from '../api/gateway';
import { mayOnlyReadBackups } from '../core/account/write-rights';
import { Button, type ButtonProps } from '../ui/button';
import { hint } from '../ui/hints/hint';
import { useI18n } from './i18n/i18n-provider';

/** What forbids changes: the gateway's setting, this browser's switch, or the token's rights. */
export type WriteLock = 'setting' | 'session' | 'rights';

const WriteLockContext = createContext<WriteLock | null>(null);

/** Provides {@link useWriteLock}, so that not every row button observes the queries. */
export const WriteLockProvider = WriteLockContext.Provider;

/** Why changes are forbidden; null if they are possible, or while that is unknown. */
export function useWriteLock(): WriteLock | null {
  return useContext(WriteLockContext);
}

/** The value for {@link WriteLockProvider}. The gateway enforces the same rules. */
export function useReadWriteLock(): WriteLock | null {
  const { data: reason } = useQuery({
    ...gatewayQuery(),
    select: ({ readOnlyReason }) => readOnlyReason,
  });
  const { data: isTokenForReading } = useQuery({
    ...accountQuery(),
    select: ({ permissions }) => mayOnlyReadBackups(permissions),
  });
  return reason ?? (isTokenForReading === true ? 'rights' : null);
}

/** A button that makes a change. When locked it stays focusable and says why it is disabled. */
export function WriteButton({ title, ...rest }: ButtonProps) {
  const { t } = useI18n();
  const lock = useWriteLock();
  if (lock === null) return <Button {...rest} title={title} />;
  return <Button {...rest} aria-disabled {...hint(t(`readOnly.reason.${lock}`))} />;
}
