import './session.css';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { accountQuery } from '../../api/account';
import { gatewayQuery } from '../../api/gateway';
import { useI18n } from '../../components/i18n/i18n-provider';
import { lazyWithWords } from '../../components/i18n/lazy-with-words';
import { ForeignText } from '../../ui/foreign-text';

const SignOutButton = lazyWithWords(async () => {
  const { SignOutButton: Button } = await import('../../components/sign-out-button');
  return { default: Button };
});

/** Whose backups these are: account and name of the token, at the foot of the side. */
export function AccountBadge() {
  const { t } = useI18n();
  const { data, isPending } = useQuery(accountQuery());
  const { data: gateway } = useQuery(gatewayQuery());
  const { email = null, tokenName = null } = data ?? {};
  const isSignedIn = gateway?.mode === 'sign-in';
  if (isPending) {
    // The room that it takes: what stands above does not move when the answer comes.
    return (
      <div className="account-badge" aria-hidden="true">
        <div>&nbsp;</div>
        <code>&nbsp;</code>
      </div>
    );
  }
  if (email === null && tokenName === null && !isSignedIn) return null;
  return (
    <div className="account-badge">
      {email === null ? null : (
        <div className="truncate">
          <ForeignText text={email} />
        </div>
      )}
      {tokenName === null ? null : (
        <div className="truncate">
          <span>{t('settings.token')}</span> <code translate="no">{tokenName}</code>
        </div>
      )}
      {isSignedIn ? (
        <Suspense fallback={null}>
          <SignOutButton />
        </Suspense>
      ) : null}
    </div>
  );
}
