import './session.css';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { accountQuery } from '../../api/account';
import { gatewayQuery } from '../../api/gateway';
import { partMissing } from '../../browser/part-missing';
import { useI18n } from '../../components/i18n/i18n-provider';
import { LatePart } from '../../components/loading/late-part';
import { ForeignText } from '../../ui/foreign-text';

const SignOutButton = lazy(() =>
  import('../../components/sign-out-button').then((part) => ({ default: part.SignOutButton }), partMissing),
);

/** The account and the token's name, at the foot of the sidebar. */
export function AccountBadge() {
  const { t } = useI18n();
  const { data, isPending } = useQuery(accountQuery());
  const { data: gateway } = useQuery(gatewayQuery());
  const { email = null, tokenName = null } = data ?? {};
  const isSignedIn = gateway?.mode === 'sign-in';
  if (isPending) {
    // Reserves the space.
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
        <LatePart fallback={null} onFailed={() => undefined}>
          <SignOutButton />
        </LatePart>
      ) : null}
    </div>
  );
}
