import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { gatewayQuery } from '../../api/gateway';
import { setReadOnly } from '../../api/session';
import { failedOutcome } from '../../components/failed-write';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import { useWriteLock } from '../../components/write-lock';
import { Notice } from '../../ui/feedback';
import { CheckField } from '../../ui/fields/check-field';
import { showToast } from '../../ui/overlays/toast-store';
import { SettingsCard } from './settings-card';

/** Switches changes off for this browser. */
export function ReadOnlyCard() {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const lock = useWriteLock();
  const { data: gateway } = useQuery(gatewayQuery());
  const change = useMutation({
    mutationFn: (isOn: boolean) => setReadOnly(isOn),
    onSuccess: (state) => {
      client.setQueryData(gatewayQuery().queryKey, (known) => known && { ...known, ...state });
      showToast({ tone: 'ok', text: t(state.readOnly ? 'readOnly.card.on' : 'readOnly.card.off') });
    },
    // After a lost answer the box shows how the gateway treats this browser now.
    onError: () => void client.invalidateQueries({ queryKey: gatewayQuery().queryKey }),
  });
  const isSet = gateway?.readOnlyReason === 'setting';
  return (
    <SettingsCard title={t('readOnly.card.title')}>
      <CheckField
        label={t('readOnly.card.label')}
        hint={t('readOnly.card.hint')}
        isChecked={change.isPending ? change.variables : gateway?.readOnly === true}
        onChange={(isOn) => {
          // Disabling the checkbox meanwhile would lose the focus.
          if (!change.isPending) change.mutate(isOn);
        }}
        disabled={gateway === undefined || isSet}
      />
      {lock === null || lock === 'session' ? null : (
        <Notice tone="info">{t(`readOnly.reason.${lock}`)}</Notice>
      )}
      {change.error === null ? null : (
        <Notice tone="bad" role="alert">
          {t(`readOnly.card.failed.${failedOutcome(change.error)}`, {
            reason: errorLine(change.error, i18n),
          })}
        </Notice>
      )}
    </SettingsCard>
  );
}
