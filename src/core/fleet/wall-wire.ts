import * as v from 'valibot';
import { expectationWire } from '../agreements/agreement';
import { backupSchema, idSchema } from '../contract/schema';
import { serverSchema } from '../contract/schema-server';
import { fromWire } from '../contract/wire-case';
import { PROTECTION_ORDER } from '../protection/protection-state';

const isoWire = v.pipe(v.string(), v.isoTimestamp());
const listFacts = {
  expected_count: v.nullable(v.number()),
  skipped_count: v.number(),
  is_complete: v.boolean(),
};

/** What the state of a server is judged by, without words of people. */
export const wallAgreementWire = v.object({
  server_id: idSchema,
  expectation: v.nullable(expectationWire),
  acknowledgement: v.nullable(
    v.object({
      state: v.picklist(PROTECTION_ORDER),
      is_in_error: v.boolean(),
      at: isoWire,
      until: v.nullable(isoWire),
    }),
  ),
  is_unwatched: v.boolean(),
  accepted_backup_id: v.nullable(idSchema),
});

/** `GET /api/wall`: all that a screen on a wall shows. Backups and servers as the provider writes them. */
export const wallSchema = v.object({
  /** Changes when the gateway serves another build of the dashboard. */
  build: v.string(),
  backups: v.object({ ...listFacts, results: v.array(backupSchema) }),
  /** Null where the token may not list servers. */
  servers: v.nullable(v.object({ ...listFacts, results: v.array(serverSchema) })),
  agreements: v.array(fromWire(wallAgreementWire)),
  /** What the setting `WATCH_IGNORE` names, in lower case. */
  ignored: v.array(v.string()),
  /** Automatic backups that were deleted here, which their servers do not miss. */
  deletions: v.array(fromWire(v.object({ server_id: idSchema, created_at: isoWire }))),
});

export type WallAgreement = v.InferOutput<ReturnType<typeof fromWire<typeof wallAgreementWire>>>;
export type WallData = v.InferOutput<typeof wallSchema>;
