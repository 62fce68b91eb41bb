import type { Agreements } from '../../src/core/agreements/agreement';
import { NO_AGREEMENTS } from '../../src/core/agreements/no-agreements';
import { type GatewayDatabase, readBeside } from '../database/read-only';
import type { AgreementScope } from '../marks/agreement-rows';
import { readAgreements } from './agreements';
import { createAgreementStore } from './store';

/** What people agreed, for a program beside the gateway. @throws database errors */
export function readStoredAgreements(
  place: GatewayDatabase,
  scope: Omit<AgreementScope, 'database'>,
): Promise<Agreements> {
  return readBeside(
    place,
    (database) => readAgreements(createAgreementStore({ ...scope, database })),
    NO_AGREEMENTS,
  );
}
