import type { Agreements } from '../../src/core/agreements/agreement';
import { withIgnored } from '../../src/core/agreements/ignored';
import { NO_AGREEMENTS } from '../../src/core/agreements/no-agreements';
import { type GatewayDatabase, readBeside } from '../database/read-only';
import type { AgreementScope } from '../marks/agreement-rows';
import { readAgreements } from './agreements';
import { createAgreementStore } from './store';

/** What people agreed, for a program beside the gateway. @param ignored what `WATCH_IGNORE` names. @throws database errors */
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
