import * as v from 'valibot';
import { checkName } from '../../core/lib/short-name';
import { createStoredStore } from './stored-store';

/** The name that this browser's changes carry in the log; empty for none. */
export const selfGivenName = createStoredStore(
  'local',
  'self-given-name',
  v.pipe(
    v.string(),
    v.transform((text) => {
      const check = checkName(text);
      return check.isGood ? check.name : '';
    }),
  ),
  '',
);
