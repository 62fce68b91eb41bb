import { type MutationKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { rereadAgreements } from '../../api/agreements/agreement-changes';
import { agreementsQuery } from '../../api/agreements/agreements';
import { failedOutcome } from '../../components/failed-write';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/loading/error-text';
import { useTargetMutation } from '../../components/use-target-mutation';
import { ApiError } from '../../core/contract/errors';
import { showToast } from '../../ui/overlays/toast-store';

/**
 * Changes an agreement. After a concurrent edit, the person gets an error and sees the other version.
 * @param version what is stored, as last read
 * @param isForm a change replaces the version that was there when the form opened; otherwise the one last read
 */
export function useAgreementMutation<Change>(
  mutationKey: MutationKey,
  version: number,
  send: (change: Change, version: number) => Promise<void>,
  isForm = true,
) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const { data, errorUpdateCount } = useQuery(agreementsQuery());
  const isKnown = data !== undefined;
  const [opened, setOpened] = useState<number | null>(null);
  const [isTold, setIsTold] = useState(false);
  if (opened === null && isKnown) setOpened(version);
  // What somebody types replaces what the form opened with; a reading since then may show another person's change.
  const replaced = isForm && !isTold ? (opened ?? version) : version;
  const unknown = !isKnown && errorUpdateCount > 0 ? t('agreement.unknown') : null;
  const isConflict = (error: Error | null) =>
    error instanceof ApiError && error.gatewayCode === 'changed_meanwhile';
  const textOf = (error: Error) =>
    isConflict(error)
      ? t('agreement.changedMeanwhile')
      : t(`agreement.saveFailed.${failedOutcome(error)}`, { reason: errorLine(error, i18n) });
  const { start, isUnderWay, isPending, error } = useTargetMutation({
    mutationKey,
    mutationFn: async (change: Change) => {
      try {
        await send(change, replaced);
      } catch (failure) {
        if (failure instanceof Error && isConflict(failure)) setIsTold(true);
        throw failure;
      } finally {
        // Reread after a refusal too, to show somebody else's change before the next attempt.
        await rereadAgreements(client);
      }
    },
    onSuccess: () => undefined,
    onUnseenError: (failure) => showToast({ tone: 'bad', text: textOf(failure) }),
  });
  return {
    /** False while the agreements are unknown: nothing can be changed then. */
    isKnown,
    isPending,
    isUnderWay,
    error: error === null ? unknown : textOf(error),
    isConflict: isConflict(error),
    start,
  };
}
