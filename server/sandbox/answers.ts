import * as v from 'valibot';
import { isoSql, type SandboxDatabase, type SqlValue } from './database';
import { SHOWN_STATUS_SQL, SHOWN_UPDATED_AT_SQL } from './shown-status';

/** `shown` holds the other fields, see the table. */
const BACKUP_JSON = `'{"id":' || b.id || ',"server":' || json_object('id', s.id, 'name', s.name) || ',' || b.shown`;

const SERVER_JSON = `json_object('id', id, 'name', name, 'hostname', hostname, 'status', ${SHOWN_STATUS_SQL},
  'ip_address', ip_address, 'location', location, 'plan', json(plan), 'os', json(os),
  'created_at', ${isoSql('created_at')}, 'updated_at', ${isoSql(SHOWN_UPDATED_AT_SQL)})`;

const listSchema = v.object({ count: v.number(), results: v.string() });
const oneSchema = v.object({ json: v.string() });

/**
 * The provider's read answers as JSON text, built by SQLite: for 100,000 backups that is several times faster than
 * passing each row through JavaScript.
 */
export class Answers {
  readonly #database: SandboxDatabase;

  constructor(database: SandboxDatabase) {
    this.#database = database;
  }

  /**
   * Everything in one answer. Sorted as in the API document: by server, then by descending id.
   */
  backups(filter: { readonly serverId: number | null; readonly type: string | null }): string {
    return this.#list(
      `SELECT ${BACKUP_JSON} AS entry FROM backups b JOIN servers s ON s.id = b.server_id
        WHERE ${filter.serverId === null ? '?1 IS NULL' : 'b.server_id = ?1'} AND (?2 IS NULL OR b.backup_type = ?2)
        ORDER BY b.server_id, b.id DESC`,
      [filter.serverId, filter.type],
    );
  }

  /** For an existing backup. */
  backup(id: number): string {
    const sql = `SELECT ${BACKUP_JSON} AS json FROM backups b JOIN servers s ON s.id = b.server_id WHERE b.id = ?`;
    return v.parse(oneSchema, this.#database.prepare(sql).get(id)).json;
  }

  /** Status and location as shown at `now` (epoch ms); null asks for any. */
  servers(filter: { readonly status: string | null; readonly location: string | null }, now: number): string {
    return this.#list(
      `SELECT ${SERVER_JSON} AS entry FROM servers
        WHERE is_listed = 1 AND (?2 IS NULL OR ${SHOWN_STATUS_SQL} = ?2) AND (?3 IS NULL OR location = ?3)
        ORDER BY id`,
      [now, filter.status, filter.location],
    );
  }

  /** Null when there is none. */
  server(id: number, now: number): string | null {
    const sql = `SELECT ${SERVER_JSON} AS json FROM servers WHERE id = ?2 AND is_listed = 1`;
    const row = this.#database.prepare(sql).get(now, id);
    return row === undefined ? null : v.parse(oneSchema, row).json;
  }

  #list(sql: string, values: readonly SqlValue[]): string {
    const row = this.#database
      .prepare(`SELECT count(*) AS count, ifnull(group_concat(entry, ','), '') AS results FROM (${sql})`)
      .get(...values);
    const { count, results } = v.parse(listSchema, row);
    return `{"count":${count},"results":[${results}]}`;
  }
}
