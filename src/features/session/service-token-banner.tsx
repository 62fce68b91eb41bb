import { useQuery } from '@tanstack/react-query';
import { gatewayQuery } from '../../api/gateway';
import { sessionQuery } from '../../api/session';
import { useI18n } from '../../components/i18n/i18n-provider';
import { Notice } from '../../ui/feedback';

function Refused() {
  const { t } = useI18n();
  const { data } = useQuery(sessionQuery());
  return (
    <div role="status" aria-live="polite" data-live-region="">
      {data?.serviceToken === 'refused' ? <Notice tone="bad">{t('service.refused')}</Notice> : null}
    </div>
  );
}

/** Tells everybody in its account, on every page, that the provider refuses the service token. */
export function ServiceTokenBanner() {
  const { data: gateway } = useQuery(gatewayQuery());
  return gateway?.mode === 'sign-in' ? <Refused /> : null;
}
