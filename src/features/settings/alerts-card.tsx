import './alerts-card.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import Send from 'lucide-react/icons/send';
import { Link } from 'react-router-dom';
import { sendTestAlert, watchQuery } from '../../api/watch';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/list/error-text';
import { FirstLoad } from '../../components/list/first-load';
import { useWriteLock } from '../../components/write-lock';
import type { AlertDelivery, WatchStatus } from '../../core/contract/schema-watch';
import { paths } from '../../routes/paths';
import { Button } from '../../ui/button';
import { Facts, Notice, Skeleton } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hint';
import { deliveryText, eventText, pingText, problemText, roundText } from './alert-text';

/** What the program watches while no page is open, and what it told whom. */
export function AlertsCard() {
  const { t } = useI18n();
  const watch = useQuery(watchQuery());
  return (
    <section className="card settings-card alerts-card" aria-labelledby="settings-alerts">
      <h2 id="settings-alerts">{t('alerts.title')}</h2>
      <p className="muted">{t('alerts.intro')}</p>
      {watch.data === undefined ? (
        <FirstLoad query={watch} skeleton={<Skeleton rows={3} rowHeightPx={30} label={t('app.loading')} />} />
      ) : (
        <Watch status={watch.data} />
      )}
    </section>
  );
}

function Watch({ status }: { status: WatchStatus }) {
  const { t } = useI18n();
  const { offReason, webhook } = status;
  return (
    <>
      {offReason === null ? (
        <WatchFacts status={status} />
      ) : (
        <p>{t(offReason === 'signIn' ? 'alerts.offSignIn' : 'alerts.offNothingSet')}</p>
      )}
      {webhook === null ? null : <TestAlert host={webhook.host} />}
      {webhook === null && status.deliveries.length === 0 ? null : <Deliveries status={status} />}
    </>
  );
}

function WatchFacts({ status }: { status: WatchStatus }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { webhook, lastRound, nextRoundAt, ignoredCount, intervalMs } = status;
  const notSet = t('alerts.notSet');
  const host = webhook?.host ?? '';
  return (
    <Facts
      items={[
        {
          label: t('alerts.state'),
          value:
            status.state === 'standby'
              ? t('alerts.standby')
              : t('alerts.watching', { duration: format.duration(intervalMs) }),
        },
        {
          label: t('alerts.webhook'),
          value:
            webhook === null ? notSet : t(webhook.isSigned ? 'alerts.signed' : 'alerts.unsigned', { host }),
        },
        { label: t('alerts.ping'), value: pingText(status, i18n) ?? notSet },
        ignoredCount === 0
          ? null
          : { label: t('alerts.ignored'), value: t('alerts.ignoredNames', { count: ignoredCount }) },
        {
          label: t('alerts.lastRound'),
          value: lastRound === null ? t('alerts.noRound') : roundText(lastRound, i18n),
        },
        nextRoundAt === null ? null : { label: t('alerts.nextRound'), value: format.dateTime(nextRoundAt) },
      ]}
    />
  );
}

function TestAlert({ host }: { host: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  // Never repeated by itself: whether the first one arrived is for the person to see.
  const test = useMutation({ mutationFn: () => sendTestAlert(), retry: false });
  const lock = useWriteLock();
  // A token that may only read is no reason against it: nothing changes at the provider.
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
          {errorLine(test.error, i18n)}
        </Notice>
      )}
    </>
  );
}

function Deliveries({ status: { deliveries, pendingCount } }: { status: WatchStatus }) {
  const { t } = useI18n();
  return (
    <div className="alert-deliveries">
      <h3 id="settings-alert-deliveries">{t('alerts.deliveries')}</h3>
      {pendingCount === 0 ? null : <p>{t('alerts.waiting', { count: pendingCount })}</p>}
      {deliveries.length === 0 ? (
        <p className="muted">{t('alerts.noDeliveries')}</p>
      ) : (
        <ul aria-labelledby="settings-alert-deliveries">
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
    <li className="alert-delivery">
      <div className="alert-delivery__what">
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
      <div className="alert-delivery__end small">{deliveryText(delivery, i18n)}</div>
    </li>
  );
}
