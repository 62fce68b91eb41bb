import { useQuery } from '@tanstack/react-query';
import { agreementsQuery } from '../../api/agreements/agreements';
import type { TagAgreement } from '../../core/agreements/agreement';
import type { AgreementsRead } from '../../core/agreements/no-agreements';

const tagsOfRead = ({ tags }: AgreementsRead) => tags;

/** The expectations of tags; undefined until they are known. */
export function useTagAgreements(): readonly TagAgreement[] | undefined {
  return useQuery({ ...agreementsQuery(), select: tagsOfRead }).data;
}
