import type { JudgedServer } from '../../domain/fleet';
import type { FleetSummary } from '../../domain/fleet-summary';
import { isInError } from '../../domain/server';
import { type I18n, useI18n } from '../../i18n/i18n-provider';
import { ForeignText } from '../../ui/foreign-text';
import { reasonText, shortReasons } from '../../words/protection-text';
import type { Fleet } from './fleet-work';

/** How the fleet is, in one line. */
export function verdictText(summary: FleetSummary, { t }: Pick<I18n, 't'>): string {
  const { serverCount: count, needsAttentionCount: attention } = summary;
  if (count === 0) return t('overview.titleNone');
  if (attention === 0) return t('verdict.allProtected', { count });
  if (attention === 1) return t('verdict.oneNeedsAttention', { count });
  return t('verdict.needAttention', { attention, count });
}

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
  const { worst, serverCount, unknownIntervalCount } = fleet.summary;
  if (serverCount === 0) return null;
  const caveat = fleet.isPartial ? ` ${i18n.t('verdict.partial')}` : '';
  if (worst === null) {
    const fine =
      unknownIntervalCount === 0
        ? i18n.t('verdict.fine')
        : i18n.t('verdict.fineUnknown', { count: unknownIntervalCount });
    return <span>{fine + caveat}</span>;
  }
  return (
    <>
      {i18n.tx('verdict.worst', {
        server: (
          <b>
            <ForeignText text={worst.server.label} />
          </b>
        ),
        reason:
          worst.reason === null
            ? i18n.t('overview.serverError')
            : reasonText(worst.reason, fleet.nowMs, i18n),
      })}
      <span>{caveat}</span>
    </>
  );
}
