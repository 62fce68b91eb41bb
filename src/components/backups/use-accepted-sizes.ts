import { useQuery } from '@tanstack/react-query';
import { agreementsQuery } from '../../api/agreements/agreements';
import { NO_AGREEMENTS } from '../../core/agreements/no-agreements';
import type { AcceptedSizes } from '../../core/protection/protection-history';

/** The accepted sizes; none while unknown. */
export function useAcceptedSizes(): AcceptedSizes {
  const { data } = useQuery(agreementsQuery());
  return data ?? NO_AGREEMENTS;
}
