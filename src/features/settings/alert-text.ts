import type { I18n } from '../../components/i18n/i18n-provider';
import type { AlertDelivery, TestAlertResult, WatchStatus } from '../../core/contract/schema-watch';

/** Why a message or a call failed, as part of a sentence; an unknown code is shown as it is. */
export function problemText(
  { problem, status }: TestAlertResult,
  { t, lookup }: Pick<I18n, 't' | 'lookup'>,
): string {
  const words = problem === null ? '' : (lookup(`alerts.problem.${problem}`) ?? problem);
  return status === null ? words : t('alerts.problemStatus', { problem: words, status: String(status) });
}

export function eventText(event: string, { lookup }: Pick<I18n, 'lookup'>): string {
  return lookup(`alerts.event.${event}`) ?? event;
}

/** Absolute times only: the sandbox's clock is not the gateway's. */
export function checkText(check: NonNullable<WatchStatus['lastRound']>, { t, format }: I18n): string {
  const time = format.dateTime(check.at);
  if (check.result === 'blind') return t('alerts.checkBlind', { time, reason: check.reason ?? '' });
  return t('alerts.checkRead', { time, count: check.serverCount, attention: check.attentionCount });
}

/** Null without a dead man's switch. */
export function pingText({ ping, lastRound }: WatchStatus, i18n: I18n): string | null {
  if (ping === null) return null;
  const { host } = ping;
  const last = lastRound?.ping ?? null;
  if (last === null) return host;
  if (last.problem !== null) {
    return i18n.t('alerts.pingLost', { host, problem: problemText(last, i18n) });
  }
  return i18n.t(last.isGood ? 'alerts.pinged' : 'alerts.pingedFail', { host });
}

export function deliveryText(delivery: AlertDelivery, i18n: I18n): string {
  const { t, format } = i18n;
  if (delivery.deliveredAt !== null) {
    return t('alerts.delivered', { time: format.dateTime(delivery.deliveredAt) });
  }
  if (delivery.attempts === 0 || delivery.nextAt === null) return t('alerts.neverTried');
  const problem = problemText({ problem: delivery.lastProblem, status: delivery.lastStatus }, i18n);
  const time = format.dateTime(delivery.nextAt);
  return t('alerts.tried', { count: delivery.attempts, problem, time });
}
