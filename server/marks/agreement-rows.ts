import * as v from 'valibot';
import { parseJson } from '../../src/core/lib/parse-json';
import { accountScope } from '../database/account-scope';
import type { AgreementRow } from '../database/schema/agreements';
import type { Database } from '../database/tables';

export interface AgreementScope {
  readonly database: Database;
  /** Null for the sandbox. */
  readonly providerHost: string | null;
  /** The account of who signed in; null where the gateway has its own token. */
  readonly account: string | null;
}

export type Changed<T> =
  | { readonly kind: 'changed'; readonly value: T }
  /** Somebody else changed it in the meantime. */
  | { readonly kind: 'conflict'; readonly current: T };

type Kind = AgreementRow['kind'];

/** What a row that can't be read counts as; null to skip it. @param version as its column says */
type Damaged<T> = (key: string, version: number) => T | null;

const SKIPPED: Damaged<never> = () => null;

/** The rows of an account. Damaged rows and those of a later version are skipped by default. */
export function createAgreementRows({ database, providerHost, account }: AgreementScope) {
  const { db } = database;
  const scope = accountScope(providerHost, account);
  return {
    /** Deletes all rows of the account. */
    async clear(): Promise<void> {
      await db.deleteFrom('agreement').where('scope', '=', scope).execute();
    },
    async all<T>(
      kind: Kind,
      schema: v.GenericSchema<unknown, T>,
      damaged: Damaged<T> = SKIPPED,
    ): Promise<T[]> {
      const rows = await db
        .selectFrom('agreement')
        .select(['key', 'version', 'body'])
        .where('scope', '=', scope)
        .where('kind', '=', kind)
        .orderBy('key')
        .execute();
      return rows.flatMap(({ key, version, body }) => valueIn(schema, body) ?? damaged(key, version) ?? []);
    },
    async read<T>(
      kind: Kind,
      key: string,
      schema: v.GenericSchema<unknown, T>,
      damaged: Damaged<T> = SKIPPED,
    ): Promise<T | null> {
      const row = await db
        .selectFrom('agreement')
        .select(['version', 'body'])
        .where('scope', '=', scope)
        .where('kind', '=', kind)
        .where('key', '=', key)
        .executeTakeFirst();
      return row === undefined ? null : (valueIn(schema, row.body) ?? damaged(key, row.version));
    },
    /**
     * False if the stored version has changed and nothing was written. @param before the version being replaced; 0 for
     * none
     */
    async write<T extends { readonly version: number }>(
      kind: Kind,
      key: string,
      value: T,
      before: number,
    ): Promise<boolean> {
      const row = { kind, key, version: value.version, body: JSON.stringify(value) };
      if (before === 0) {
        const inserted = await db
          .insertInto('agreement')
          .values({ scope, ...row })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        return inserted.numInsertedOrUpdatedRows === 1n;
      }
      const updated = await db
        .updateTable('agreement')
        .set({ version: row.version, body: row.body })
        .where('scope', '=', scope)
        .where('kind', '=', kind)
        .where('key', '=', key)
        .where('version', '=', before)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },
    /** Whether a row of this version existed; any version by default. */
    async remove(kind: Kind, key: string, version?: number): Promise<boolean> {
      const rows = db
        .deleteFrom('agreement')
        .where('scope', '=', scope)
        .where('kind', '=', kind)
        .where('key', '=', key);
      const removed = await (version === undefined
        ? rows
        : rows.where('version', '=', version)
      ).executeTakeFirst();
      return removed.numDeletedRows === 1n;
    },
  };
}

function valueIn<T>(schema: v.GenericSchema<unknown, T>, body: string): T | null {
  const value = v.safeParse(schema, parseJson(body));
  return value.success ? value.output : null;
}
