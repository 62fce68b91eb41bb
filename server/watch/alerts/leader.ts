import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { databaseErrorCode } from '../../database/error-code';
import type { Log } from '../../http/log';

/** First half of the lock's key ("VPSB"), to differ from other programs on the same database. */
const LOCK_CLASS = 0x56505342;
const CONNECT_LIMIT_MS = 5000;
const QUERY_LIMIT_MS = 8000;

/** PostgreSQL then notices within a minute, not after two hours, that a leader's machine is gone. */
const NOTICE_LOSS = `SELECT set_config('tcp_keepalives_idle', '30', false),
  set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)`;

/** Elects one of several gateways on one database. */
export interface Leadership {
  /** Becomes the leader if there is none; true while this gateway is. Never rejects. */
  hold(): Promise<boolean>;
  /** Last known state, without asking the database. */
  isHeld(): boolean;
  /** Lets another gateway take over at once. */
  release(): Promise<void>;
}

/** A SQLite file has one gateway. */
export const SOLE_LEADER: Leadership = {
  hold: () => Promise.resolve(true),
  isHeld: () => true,
  release: () => Promise.resolve(),
};

/**
 * An advisory lock on a connection of its own: when the process or its machine dies, PostgreSQL ends the connection and
 * the lock with it.
 * @param url never part of a message
 */
export function postgresLeadership(url: string, scope: string, log: Log): Leadership {
  let connected: Client | null = null;
  let isLocked = false;

  async function connect(): Promise<Client> {
    // Loaded only with PostgreSQL.
    const { Client } = await import('pg');
    const client = new Client({
      connectionString: url,
      application_name: 'vps-backups watch',
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      query_timeout: QUERY_LIMIT_MS,
      keepAlive: true,
    });
    const forget = () => {
      if (connected !== client) return;
      connected = null;
      isLocked = false;
    };
    client.on('error', forget);
    client.on('end', forget);
    try {
      await client.connect();
      await client.query(NOTICE_LOSS);
    } catch (error) {
      await close(client);
      throw error;
    }
    connected = client;
    return client;
  }

  async function drop(): Promise<void> {
    const client = connected;
    connected = null;
    isLocked = false;
    if (client !== null) await close(client);
  }

  return {
    async hold() {
      try {
        const client = connected ?? (await connect());
        if (isLocked) {
          // The lock lives as long as its connection answers.
          await client.query('SELECT 1');
          return isLocked;
        }
        const { rows } = await client.query<{ locked: unknown }>(
          'SELECT pg_try_advisory_lock($1, $2) AS locked',
          [LOCK_CLASS, keyOf(scope)],
        );
        isLocked = rows[0]?.locked === true;
        if (isLocked) log.event('watch_taken_over');
        return isLocked;
      } catch (error) {
        log.event('watch_lock_unavailable', { code: databaseErrorCode(error) });
        await drop();
        return false;
      }
    },
    isHeld: () => isLocked,
    release: drop,
  };
}

/** Ending a broken connection fails, which does not matter. */
async function close(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}

function keyOf(scope: string): number {
  return createHash('sha256').update(scope).digest().readInt32BE(0);
}
