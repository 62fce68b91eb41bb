import type { FleetSummary } from '../fleet/fleet-summary';
import type { Translator } from './translator';

export type VerdictCounts = Pick<
  FleetSummary,
  'serverCount' | 'needsAttentionCount' | 'acknowledgedCount' | 'unwatchedCount'
>;

/** The state of the fleet: what needs attention, then how many servers are acknowledged or not watched. */
export function verdictParts(counts: VerdictCounts, { t }: Pick<Translator, 't'>): [string, ...string[]] {
  const { serverCount: count, needsAttentionCount: attention, acknowledgedCount, unwatchedCount } = counts;
  if (count === 0) return [t('overview.titleNone')];
  const aside = [
    acknowledgedCount === 0 ? null : t('verdict.acknowledged', { count: acknowledgedCount }),
    unwatchedCount === 0 ? null : t('verdict.unwatched', { count: unwatchedCount }),
  ].filter((part) => part !== null);
  return [attentionText(count, attention, aside.length > 0, t), ...aside];
}

/** {@link verdictParts} in one line. */
export function verdictText(counts: VerdictCounts, translator: Pick<Translator, 't'>): string {
  return verdictParts(counts, translator).join(', ');
}

function attentionText(count: number, attention: number, isSetAside: boolean, t: Translator['t']): string {
  if (attention === 0)
    return isSetAside ? t('verdict.noneNeedsAttention') : t('verdict.allProtected', { count });
  if (attention === 1) return t('verdict.oneNeedsAttention', { count });
  return t('verdict.needAttention', { attention, count });
}
