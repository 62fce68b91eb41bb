import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { accountQuery } from '../api/account';
import { gatewayQuery } from '../api/gateway';
import { mayOnlyReadBackups } from '../core/account/write-rights';
import { Button, type ButtonProps } from '../ui/button';
import { hint } from '../ui/hint';
import { useI18n } from './i18n/i18n-provider';

/** What holds every change back: the gateway's setting, this browser's own switch, or the rights of the token. */
export type WriteLock = 'setting' | 'session' | 'rights';

const WriteLockContext = createContext<WriteLock | null>(null);

/** Gives {@link useWriteLock} its answer, so that not every button of every row asks for itself. */
export const WriteLockProvider = WriteLockContext.Provider;

/** Why nothing can be changed right now; null when changes are possible, or while that is not known. */
export function useWriteLock(): WriteLock | null {
  return useContext(WriteLockContext);
}

/** Reads the answer for {@link WriteLockProvider}. The gateway refuses by the same rules, whatever a page shows. */
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

/** A button that leads to a change. Under a lock it stays where it is, takes the focus, and says why it does nothing. */
export function WriteButton({ title, ...rest }: ButtonProps) {
  const { t } = useI18n();
  const lock = useWriteLock();
  if (lock === null) return <Button {...rest} title={title} />;
  return <Button {...rest} aria-disabled {...hint(t(`readOnly.reason.${lock}`))} />;
}
