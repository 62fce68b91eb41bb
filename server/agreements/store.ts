import * as v from 'valibot';
import {
  serverAgreementWire,
  tagAgreementWire,
  type WireAgreements,
  type WireServerAgreement,
  type WireTagAgreement,
} from '../../src/core/agreements/agreement';
import { noAgreement } from '../../src/core/agreements/agreement-change';
import { type Id, idKey } from '../../src/core/backups/backup';
import { parseJson } from '../../src/core/lib/parse-json';
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
  /** Somebody else changed it meanwhile. */
  | { readonly kind: 'conflict'; readonly current: T };

/** What people agreed, shared by everybody of an account. */
export interface AgreementStore {
  all(): Promise<WireAgreements>;
  /** Applies `change` if the stored version is still `version`; 0 where there is none. It may refuse with null. */
  changeServer(
    id: Id,
    version: number,
    change: (before: WireServerAgreement) => WireServerAgreement | null,
  ): Promise<Changed<WireServerAgreement>>;
  /** Null removes it. */
  changeTag(
    tag: string,
    version: number,
    expectation: WireTagAgreement['expectation'] | null,
  ): Promise<Changed<WireTagAgreement | null>>;
}

export function createAgreementStore({ database, providerHost, account }: AgreementScope): AgreementStore {
  const { db } = database;
  const scope = JSON.stringify([providerHost, account]);

  /** A row of a later version, or a damaged one, counts as none. */
  const read = async <T>(
    kind: AgreementRow['kind'],
    key: string,
    schema: v.GenericSchema<unknown, T>,
  ): Promise<T | null> => {
    const row = await db
      .selectFrom('agreement')
      .select('body')
      .where('scope', '=', scope)
      .where('kind', '=', kind)
      .where('key', '=', key)
      .executeTakeFirst();
    return row === undefined ? null : valueIn(schema, row.body);
  };
  /** Whether it was written: not when the stored version is another. */
  const write = async (row: Omit<AgreementRow, 'scope'>, before: number): Promise<boolean> => {
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
      .where('kind', '=', row.kind)
      .where('key', '=', row.key)
      .where('version', '=', before)
      .executeTakeFirst();
    return updated.numUpdatedRows === 1n;
  };

  return {
    async all() {
      const rows = await db
        .selectFrom('agreement')
        .select(['kind', 'body'])
        .where('scope', '=', scope)
        .orderBy('kind')
        .orderBy('key')
        .execute();
      const of = <T>(kind: AgreementRow['kind'], schema: v.GenericSchema<unknown, T>) =>
        rows.filter((row) => row.kind === kind).flatMap((row) => valueIn(schema, row.body) ?? []);
      return { servers: of('server', serverAgreementWire), tags: of('tag', tagAgreementWire) };
    },
    async changeServer(id, version, change) {
      const key = idKey(id);
      const before = (await read('server', key, serverAgreementWire)) ?? noAgreement(id);
      if (before.version !== version) return { kind: 'conflict', current: before };
      const value = change(before);
      if (value === null) return { kind: 'conflict', current: before };
      const row = { kind: 'server', key, version: value.version, body: JSON.stringify(value) } as const;
      if (await write(row, version)) return { kind: 'changed', value };
      return {
        kind: 'conflict',
        current: (await read('server', key, serverAgreementWire)) ?? noAgreement(id),
      };
    },
    async changeTag(tag, version, expectation) {
      const before = await read('tag', tag, tagAgreementWire);
      if ((before?.version ?? 0) !== version) return { kind: 'conflict', current: before };
      if (expectation === null) {
        const removed = await db
          .deleteFrom('agreement')
          .where('scope', '=', scope)
          .where('kind', '=', 'tag')
          .where('key', '=', tag)
          .where('version', '=', version)
          .executeTakeFirst();
        if (removed.numDeletedRows === 1n || version === 0) return { kind: 'changed', value: null };
      } else {
        const value = { tag, version: version + 1, expectation };
        const row = { kind: 'tag', key: tag, version: value.version, body: JSON.stringify(value) } as const;
        if (await write(row, version)) return { kind: 'changed', value };
      }
      return { kind: 'conflict', current: await read('tag', tag, tagAgreementWire) };
    },
  };
}

function valueIn<T>(schema: v.GenericSchema<unknown, T>, body: string): T | null {
  const value = v.safeParse(schema, parseJson(body));
  return value.success ? value.output : null;
}
