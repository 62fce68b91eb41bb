import type { QueryClient } from '@tanstack/react-query';
import { agreementsOf, agreementsSchema } from '../../core/agreements/agreement';
import { marksOf, withMarks } from '../../core/agreements/backup-mark';
import { withIgnored } from '../../core/agreements/ignored';
import type { AgreementsRead } from '../../core/agreements/no-agreements';
import type { BackupList } from '../../core/backups/backup';
import { backupKeys } from '../backups';
import { changeCachedList } from '../client/cached-list';
import { type Answer, decodeAnswer } from '../client/http';

/** A separate module, because the first load doesn't need it while nothing is agreed. Throws `ApiError`. */
export function decodeAgreements(client: QueryClient, answer: Answer): AgreementsRead {
  const read = decodeAnswer(agreementsSchema, answer);
  const marks = marksOf(read.backups);
  const marked = (list: BackupList) => withMarks(list, marks);
  // Lists read later take their marks from this cached answer.
  changeCachedList(client, backupKeys.all, marked);
  return { servers: withIgnored(agreementsOf(read), new Set(read.ignored)), tags: read.tags, marked };
}
