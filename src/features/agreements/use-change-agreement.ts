import { useQuery } from '@tanstack/react-query';
import { changeAgreement } from '../../api/agreement-changes';
import { agreementsQuery } from '../../api/agreements';
import { useI18n } from '../../components/i18n/i18n-provider';
import type { EffectiveAgreement } from '../../core/agreements/agreement';
import type { WireAgreementChange } from '../../core/agreements/agreement-change';
import { useAgreementMutation } from './use-agreement-mutation';

/** What is agreed about one server, and a way to change it. */
export function useChangeAgreement(serverKey: string) {
  const { t } = useI18n();
  const { data, errorUpdateCount } = useQuery(agreementsQuery());
  const isKnown = data !== undefined;
  const agreement: EffectiveAgreement | null = data?.get(serverKey) ?? null;
  const { start, isPending, isUnderWay, error } = useAgreementMutation(
    ['agreement', serverKey],
    (change: WireAgreementChange) =>
      changeAgreement({ serverId: serverKey, version: agreement?.version ?? 0, change }),
  );
  return {
    agreement,
    /** False while it is unknown what is agreed: then nothing can be changed. */
    isKnown,
    isPending,
    isUnderWay,
    error: error ?? (!isKnown && errorUpdateCount > 0 ? t('agreement.unknown') : null),
    change: start,
  };
}
