import type { FleetSummary } from '../fleet/fleet-summary';
import type { Translator } from './translator';

export type VerdictCounts = Pick<
  FleetSummary,
  'serverCount' | 'needsAttentionCount' | 'acknowledgedCount' | 'unwatchedCount'
>;

/** How the fleet is, in one line: what needs attention, and how much people have set aside. */
export function verdictText(counts: VerdictCounts, { t }: Pick<Translator, 't'>): string {
  const { serverCount: count, needsAttentionCount: attention, acknowledgedCount, unwatchedCount } = counts;
  if (count === 0) return t('overview.titleNone');
  const aside = [
    acknowledgedCount === 0 ? null : t('verdict.acknowledged', { count: acknowledgedCount }),
    unwatchedCount === 0 ? null : t('verdict.unwatched', { count: unwatchedCount }),
  ].filter((part) => part !== null);
  return [attentionText(count, attention, aside.length > 0, t), ...aside].join(', ');
}

function attentionText(count: number, attention: number, isSetAside: boolean, t: Translator['t']): string {
  if (attention === 0)
    return isSetAside ? t('verdict.noneNeedsAttention') : t('verdict.allProtected', { count });
  if (attention === 1) return t('verdict.oneNeedsAttention', { count });
  return t('verdict.needAttention', { attention, count });
}
