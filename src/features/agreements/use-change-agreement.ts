import { useQuery, useQueryClient } from '@tanstack/react-query';
import { changeAgreement, rereadAgreements } from '../../api/agreement-changes';
import { agreementsQuery } from '../../api/agreements';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import { useTargetMutation } from '../../components/use-target-mutation';
import type { EffectiveAgreement } from '../../core/agreements/agreement';
import type { WireAgreementChange } from '../../core/agreements/agreement-change';
import { ApiError } from '../../core/contract/errors';
import { showToast } from '../../ui/overlays/toast-store';

/** What is agreed about one server, and a way to change it. The second of two people is told, and sees the first's. */
export function useChangeAgreement(serverKey: string) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const { data } = useQuery(agreementsQuery());
  const agreement: EffectiveAgreement | null = data?.get(serverKey) ?? null;
  const textOf = (error: Error) =>
    error instanceof ApiError && error.gatewayCode === 'changed_meanwhile'
      ? t('agreement.changedMeanwhile')
      : t('agreement.notChanged', { reason: errorLine(error, i18n) });
  const { start, isUnderWay, isPending, error } = useTargetMutation({
    mutationKey: ['agreement', serverKey],
    mutationFn: async (change: WireAgreementChange) => {
      try {
        await changeAgreement({ serverId: serverKey, version: agreement?.version ?? 0, change });
      } finally {
        // Also after a refusal: somebody else's change is shown before the person tries again.
        await rereadAgreements(client);
      }
    },
    onSuccess: () => undefined,
    onUnseenError: (failure) => showToast({ tone: 'bad', text: textOf(failure) }),
  });
  return {
    agreement,
    /** False while it is unknown what is agreed: then nothing can be changed. */
    isKnown: data !== undefined,
    isPending,
    isUnderWay,
    error: error === null ? null : textOf(error),
    change: start,
  };
}
