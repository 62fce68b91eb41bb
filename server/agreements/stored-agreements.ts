import type { Agreements } from '../../src/core/agreements/agreement';
import { withIgnored } from '../../src/core/agreements/ignored';
import { NO_AGREEMENTS } from '../../src/core/agreements/no-agreements';
import { type GatewayDatabase, readBeside } from '../database/read-only';
import type { AgreementScope } from '../marks/agreement-rows';
import { readAgreements } from './agreements';
import { createAgreementStore } from './store';

/**
 * Reads the agreements from a separate process such as the check. @param ignored names from `WATCH_IGNORE`. @throws
 * database errors
 */
export function readStoredAgreements(
  place: GatewayDatabase,
  scope: Omit<AgreementScope, 'database'>,
  ignored: ReadonlySet<string>,
): Promise<Agreements> {
  return readBeside(
    place,
    (database) => readAgreements(createAgreementStore({ ...scope, database }), ignored),
    withIgnored(NO_AGREEMENTS, ignored),
  );
}
