import * as v from 'valibot';
import { expectationWire } from '../agreements/agreement';
import { backupSchema, idSchema, isoSchema } from '../contract/schema';
import { serverSchema } from '../contract/schema-server';
import { camelKeys, fromWire } from '../contract/wire-case';
import { PROTECTION_ORDER } from '../protection/protection-state';

const listOf = <T>(entry: v.GenericSchema<unknown, T>) =>
  v.pipe(
    v.object({
      expected_count: v.nullable(v.number()),
      skipped_count: v.number(),
      is_complete: v.boolean(),
      results: v.array(entry),
    }),
    // Not `fromWire`, which would go through every entry.
    v.transform(({ results, ...facts }) => ({ results, ...camelKeys(facts) })),
  );

/** The agreements that affect a server's state, without people's words. */
const wallAgreementWire = v.object({
  server_id: idSchema,
  expectation: v.nullable(expectationWire),
  acknowledgement: v.nullable(
    v.object({
      state: v.picklist(PROTECTION_ORDER),
      is_in_error: v.boolean(),
      at: isoSchema,
      until: v.nullable(isoSchema),
    }),
  ),
  is_unwatched: v.boolean(),
  accepted_backup_id: v.nullable(idSchema),
});

/** `GET /api/wall`: everything a wall screen shows. Backups and servers are in the provider's format. */
export const wallSchema = v.object({
  /** Changes when the gateway serves a new build of the dashboard. */
  build: v.string(),
  backups: listOf(backupSchema),
  /** Null if the token may not list servers. */
  servers: v.nullable(listOf(serverSchema)),
  agreements: v.array(fromWire(wallAgreementWire)),
  /** Names from `WATCH_IGNORE`, in lower case. */
  ignored: v.array(v.string()),
  /** Automatic backups deleted here, which therefore don't count as missed. */
  deletions: v.array(fromWire(v.object({ server_id: idSchema, created_at: isoSchema }))),
});

export type WallAgreement = v.InferOutput<ReturnType<typeof fromWire<typeof wallAgreementWire>>>;
export type WallData = v.InferOutput<typeof wallSchema>;
