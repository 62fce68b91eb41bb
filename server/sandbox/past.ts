import { MINUTE_MS } from '../../src/core/lib/time-units';
import type { RandomSource } from './fleet/random';
import { sizeAt } from './fleet/schedule';
import { wholeSeconds } from './model';
import type { Store } from './store';

/** A manual backup made in the past. */
export interface PastBackup {
  readonly serverId: number;
  /** Epoch ms. */
  readonly createdAtMs: number;
  readonly description: string;
  readonly isFailed: boolean;
}

/** Adds manual backups in the past, and returns their ids. */
export function addPastBackups(store: Store, backups: readonly PastBackup[], random: RandomSource): number[] {
  return store.transaction(() => {
    const firstId = store.takeBackupIds(backups.length);
    return backups.map(({ serverId, createdAtMs, description, isFailed }, index) => {
      const id = firstId + index;
      const server = store.targetServer(serverId, createdAtMs);
      if (server === null) throw new Error(`The demo fleet has no server ${serverId}.`);
      const sizeMb = isFailed ? null : sizeAt(server, createdAtMs, random('manual', serverId, id));
      store.insertBackup({
        id,
        serverId,
        type: 'manual',
        status: isFailed ? 'failed' : 'completed',
        sizeMb,
        createdAt: wholeSeconds(createdAtMs),
        expiresAt: null,
        description,
        endsAt: createdAtMs + 2 * MINUTE_MS,
        endsAs: isFailed ? 'failed' : 'completed',
        finalSizeMb: sizeMb,
      });
      return id;
    });
  });
}
