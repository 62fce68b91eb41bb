import { useQuery } from '@tanstack/react-query';
import { changeAgreement } from '../../api/agreements/agreement-changes';
import { agreementsQuery } from '../../api/agreements/agreements';
import type { EffectiveAgreement } from '../../core/agreements/agreement';
import type { AgreementChange } from '../../core/agreements/agreement-change';
import { useAgreementMutation } from './use-agreement-mutation';

/** One server's agreement, and a function to change it. */
export function useChangeAgreement(serverKey: string, isForm = true) {
  const { data } = useQuery(agreementsQuery());
  const agreement: EffectiveAgreement | null = data?.get(serverKey) ?? null;
  const {
    start: change,
    isConflict: _isConflict,
    ...mutation
  } = useAgreementMutation(
    ['agreement', serverKey],
    agreement?.version ?? 0,
    (asked: AgreementChange, version) => changeAgreement({ serverId: serverKey, version, change: asked }),
    isForm,
  );
  return { agreement, change, ...mutation };
}
