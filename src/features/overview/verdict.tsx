import type { Fleet } from '../../components/fleet/fleet-work';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import type { JudgedServer } from '../../core/fleet/fleet';
import { isolated } from '../../core/lib/foreign-text';
import { isInError } from '../../core/servers/server';
import { reasonText, shortReasons } from '../../core/text/protection-text';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hints/hint';

/** Why somebody should look at a server, in sentences: its own error first, then its backups. */
export function serverReasonsText(
  { protection, server }: Pick<JudgedServer, 'protection' | 'server'>,
  nowMs: number,
  i18n: I18n,
): string {
  const reasons = shortReasons(protection).map((reason) => reasonText(reason, nowMs, i18n));
  return (isInError(server) ? [i18n.t('overview.serverError'), ...reasons] : reasons).join(' ');
}

/** The worst case in one sentence. */
export function WorstCase({ fleet }: { fleet: Fleet }) {
  const i18n = useI18n();
  const { acknowledgedCount, serverCount, unknownIntervalCount, unwatchedCount, worst } = fleet.summary;
  if (serverCount === 0) return null;
  const caveat = fleet.isPartial ? ` ${i18n.t('verdict.partial')}` : '';
  if (worst === null) {
    const fine =
      acknowledgedCount + unwatchedCount > 0
        ? i18n.t('verdict.fineOthers')
        : unknownIntervalCount === 0
          ? i18n.t('verdict.fine')
          : i18n.t('verdict.fineUnknown', { count: unknownIntervalCount });
    return <span>{fine + caveat}</span>;
  }
  const reason =
    worst.reason === null ? i18n.t('overview.serverError') : reasonText(worst.reason, fleet.nowMs, i18n);
  const server = isolated(worst.server.label);
  return (
    <span className="truncate" {...hint(i18n.t('verdict.worst', { server, reason }) + caveat, 'cut')}>
      {i18n.tx('verdict.worst', {
        server: (
          <b>
            <ForeignText text={worst.server.label} />
          </b>
        ),
        reason,
      })}
      <span>{caveat}</span>
    </span>
  );
}
