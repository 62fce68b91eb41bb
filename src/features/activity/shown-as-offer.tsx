import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import * as v from 'valibot';
import { gatewayQuery } from '../../api/gateway';
import { selfGivenName } from '../../browser/storage/self-given-name';
import { useStore } from '../../browser/storage/store';
import { createStoredStore } from '../../browser/storage/stored-store';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useWriteLock } from '../../components/write-lock';
import { paths } from '../../routes/paths';
import { Notice } from '../../ui/feedback';

const isAnswered = createStoredStore('local', 'name-offered', v.boolean(), false);

/** Offers once to give a name for the log, where several people may use one token. */
export function ShownAsOffer() {
  const { t } = useI18n();
  const { data: gateway } = useQuery(gatewayQuery());
  const wasAnswered = useStore(isAnswered);
  const name = useStore(selfGivenName);
  const lock = useWriteLock();
  if (gateway?.mode !== 'token' || wasAnswered || name !== '' || lock !== null) return null;
  return (
    <Notice tone="info">
      <span>{t('shownAs.offer')}</span>{' '}
      <span className="shown-as-offer">
        <Link className="link" to={`${paths.settings()}#name`} onClick={() => isAnswered.set(true)}>
          {t('shownAs.offerOpen')}
        </Link>{' '}
        <button type="button" className="link" onClick={() => isAnswered.set(true)}>
          {t('shownAs.offerDecline')}
        </button>
      </span>
    </Notice>
  );
}
