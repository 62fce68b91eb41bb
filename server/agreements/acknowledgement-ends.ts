import type { EndCause } from '../../src/core/agreements/agreement';
import { withAcknowledgementEnded } from '../../src/core/agreements/agreement-change';
import type { ActivityReason } from '../../src/core/contract/schema-activity';
import type { EndedAcknowledgement } from '../../src/core/fleet/ended-acknowledgements';
import { createStore } from '../audit/store';
import type { Database } from '../database/tables';
import type { Secret } from '../provider/secrets';
import { createAgreementStore } from './store';

export interface AcknowledgementEndsOptions {
  readonly database: Database;
  /** Null for the sandbox. */
  readonly providerHost: string | null;
  /** Clock of the entries, epoch ms. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Never logged, even if a person typed it somewhere. */
  readonly secret: Secret;
}

export type EndToStore = Pick<EndedAcknowledgement, 'version' | 'cause'> & {
  readonly server: { readonly id: EndedAcknowledgement['server']['id']; readonly name: string | null };
};

const REASONS: Readonly<Record<EndCause, ActivityReason>> = {
  worse: 'state_worse',
  good: 'good_backup',
  date: 'date_reached',
};

/** Not a person's action. */
const BY_ITSELF = { email: 'Dashboard', tokenName: null, mayOnlyRead: false };

/**
 * Stores that an acknowledgement has ended, so that it doesn't apply again when the state improves. However many
 * readers report it, the end is stored and logged once; a report about an older version is ignored. @throws database
 * errors; then nothing was stored
 */
export function createAcknowledgementEnds(options: AcknowledgementEndsOptions) {
  const { database, providerHost, now, newId, secret } = options;
  return async (account: string | null, requestId: string, { server, version, cause }: EndToStore) => {
    await database.db.transaction().execute(async (transaction) => {
      const scope = { database: { ...database, db: transaction }, providerHost, account };
      const at = new Date(now()).toISOString();
      const changed = await createAgreementStore(scope).changeServer(server.id, version, (before) =>
        withAcknowledgementEnded(before, cause, at),
      );
      if (changed.kind === 'conflict') return;
      const store = createStore({ ...scope, secret, now });
      const id = newId();
      await store.addIntent({
        id,
        action: 'acknowledgement_ended',
        actor: BY_ITSELF,
        selfGivenName: null,
        server,
        backup: null,
        description: changed.value.acknowledgement?.reason ?? null,
        operationId: null,
        requestId,
      });
      const outcome = { outcome: 'succeeded', detail: null, providerStatus: null, result: null } as const;
      await store.addOutcome(id, { ...outcome, reason: REASONS[cause] }, null);
    });
  };
}
