import { failedOutcome } from '../../components/failed-write';
import { errorLine } from '../../components/loading/error-text';
import './alerts-card.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import Send from 'lucide-react/icons/send';
import { Link } from 'react-router-dom';
import { sendTestAlert, watchQuery } from '../../api/watch';
import { useI18n } from '../../components/i18n/i18n-provider';
import { FirstLoad } from '../../components/loading/first-load';
import { StaleQueryNotice } from '../../components/loading/list-notices';
import { useWriteLock } from '../../components/write-lock';
import type { AlertDelivery, WatchStatus } from '../../core/contract/schema-watch';
import { paths } from '../../routes/paths';
import { Button } from '../../ui/button';
import { Facts } from '../../ui/facts';
import { Notice, Skeleton } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hints/hint';
import { AlertSnippets } from './alert-snippets';
import { checkText, deliveryText, eventText, pingText, problemText } from './alert-text';
import { SettingsCard } from './settings-card';

/** The alerts sent while no page is open. */
export function AlertsCard() {
  const { t } = useI18n();
  const watch = useQuery(watchQuery());
  return (
    <SettingsCard anchor="alerts" title={t('alerts.title')} intro={t('alerts.intro')}>
      {watch.data === undefined ? (
        <FirstLoad query={watch} skeleton={<AlertsToCome />} />
      ) : (
        <>
          <StaleQueryNotice query={watch} what="listStale" />
          <Watch status={watch.data} />
        </>
      )}
    </SettingsCard>
  );
}

/** As high as what most often comes: how to turn alerts on, which is all that the demo data have. */
function AlertsToCome() {
  const { t } = useI18n();
  return (
    <Skeleton label={t('app.loading')}>
      <div className="settings-card__to-come">
        <p>{t('alerts.off.nothingSet')}</p>
        <AlertSnippets />
      </div>
    </Skeleton>
  );
}

function Watch({ status }: { status: WatchStatus }) {
  const { t } = useI18n();
  const { offReason, webhook, deliveries } = status;
  return (
    <>
      {offReason === null ? (
        <WatchFacts status={status} />
      ) : (
        <>
          <p>{t(`alerts.off.${offReason}`)}</p>
          {offReason === 'otherAccount' ? null : <AlertSnippets />}
        </>
      )}
      {webhook === null ? null : <TestAlert host={webhook.host} />}
      {webhook === null && deliveries.length === 0 ? null : <Deliveries status={status} />}
    </>
  );
}

function WatchFacts({ status }: { status: WatchStatus }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { state, webhook, lastRound, nextRoundAt, ignoredCount, intervalMs } = status;
  const notSet = t('alerts.notSet');
  const watching = t('alerts.watching', { duration: format.duration(intervalMs) });
  const target = webhook && t(webhook.isSigned ? 'alerts.signed' : 'alerts.unsigned', { host: webhook.host });
  const ignored = ignoredCount === 0 ? null : t('alerts.ignoredNames', { count: ignoredCount });
  return (
    <Facts
      items={[
        { label: t('alerts.state'), value: state === 'standby' ? t('alerts.standby') : watching },
        { label: t('alerts.webhook'), value: target ?? notSet },
        { label: t('alerts.ping'), value: pingText(status, i18n) ?? notSet },
        { label: t('alerts.ignored'), value: ignored },
        { label: t('alerts.lastCheck'), value: lastRound ? checkText(lastRound, i18n) : t('alerts.noCheck') },
        { label: t('alerts.nextCheck'), value: nextRoundAt && format.dateTime(nextRoundAt) },
      ]}
    />
  );
}

function TestAlert({ host }: { host: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  // No retry: the first alert may have arrived.
  const test = useMutation({ mutationFn: () => sendTestAlert(), retry: false });
  const lock = useWriteLock();
  // A read-only token is fine: nothing changes at the provider.
  const refusal = lock === null || lock === 'rights' ? null : t(`readOnly.reason.${lock}`);
  return (
    <>
      <div className="settings-card__actions">
        <Button
          icon={<Send size={15} aria-hidden="true" />}
          isPending={test.isPending}
          {...(refusal === null ? {} : { 'aria-disabled': true, title: refusal })}
          onClick={() => test.mutate()}
        >
          {t('alerts.test')}
        </Button>
      </div>
      {test.data === undefined ? null : test.data.problem === null ? (
        <Notice tone="info" role="status">
          {t('alerts.testTaken', { host })}
        </Notice>
      ) : (
        <Notice tone="bad" role="alert">
          {t('alerts.testLost', { host, problem: problemText(test.data, i18n) })}
        </Notice>
      )}
      {test.error === null ? null : (
        <Notice tone="bad" role="alert">
          {t(`alerts.testFailed.${failedOutcome(test.error)}`, { reason: errorLine(test.error, i18n) })}
        </Notice>
      )}
    </>
  );
}

function Deliveries({ status: { deliveries, pendingCount } }: { status: WatchStatus }) {
  const { t } = useI18n();
  return (
    <div className="settings-card__part">
      <h3 id="settings-alert-deliveries">{t('alerts.deliveries')}</h3>
      {pendingCount === 0 ? null : <p>{t('alerts.waiting', { count: pendingCount })}</p>}
      {deliveries.length === 0 ? (
        <p className="muted">{t('alerts.noDeliveries')}</p>
      ) : (
        <ul className="settings-card__list alert-deliveries" aria-labelledby="settings-alert-deliveries">
          {deliveries.map((delivery) => (
            <Delivery key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Delivery({ delivery }: { delivery: AlertDelivery }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { serverKey, serverName, madeAt } = delivery;
  return (
    <li>
      <div>
        <b>{eventText(delivery.event, i18n)}</b>{' '}
        {serverKey === null ? (
          <span>{t('alerts.allServers')}</span>
        ) : (
          <Link to={paths.server(serverKey)}>
            <ForeignText text={serverName ?? serverKey} />
          </Link>
        )}
      </div>
      <time className="muted small" dateTime={madeAt} {...hint(format.dateTimeUtc(madeAt))}>
        {format.dateTime(madeAt)}
      </time>
      <div className="small">{deliveryText(delivery, i18n)}</div>
    </li>
  );
}
