import { useI18n } from '../../../components/i18n/i18n-provider';
import { isolated } from '../../../core/lib/foreign-text';
import { Notice } from '../../../ui/feedback';
import { ImpactView } from './impact-view';
import type { DeleteImpactState } from './use-delete-impact';

/** What the deletion costs: nothing, what changes, or the last thing there is to restore from. */
export function DeleteConsequences({ state }: { state: DeleteImpactState }) {
  const { t } = useI18n();
  const { impact, tier, isListWhole } = state;
  const lastGood = impact.servers
    .filter(({ isLastGood }) => isLastGood)
    .map(({ serverLabel }) => serverLabel);
  return (
    <>
      {lastGood.length === 0 ? null : (
        <Notice tone="bad" role="alert">
          <b>{t('delete.lastGood', { servers: lastGood.map(isolated).join(', ') })}</b>
        </Notice>
      )}
      {tier.kind === 'plain' ? (
        <Notice tone="info">{t('delete.nothingLost')}</Notice>
      ) : (
        <ImpactView servers={impact.servers} />
      )}
      {isListWhole ? null : <Notice tone="warn">{t('delete.partial')}</Notice>}
    </>
  );
}
