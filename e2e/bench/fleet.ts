import * as v from 'valibot';
import type { GatewayProcess } from '../support/gateway/gateway-process';
import { createSandboxClient, type SandboxClient } from '../support/gateway/sandbox-client';

const runningSchema = v.object({ results: v.array(v.object({ id: v.number(), status: v.string() })) });
const firstServerSchema = v.object({ results: v.array(v.object({ id: v.number() })) });
const createdSchema = v.object({ id: v.number() });

/**
 * Deletes every running backup. The clock of a sandbox under test stands still, so none starts afterwards and a poll
 * finds no change.
 */
export async function bringToRest({ url }: GatewayProcess): Promise<void> {
  const sandbox = createSandboxClient(url);
  const { results } = v.parse(runningSchema, (await sandbox.api('GET', '/api/v1/backups/')).body);
  for (const { id, status } of results) {
    if (status === 'in_progress') await sandbox.api('DELETE', `/api/v1/backups/${id}/`);
  }
}

/** A running backup of the first server: the only thing in the fleet that can change. */
export interface RunningBackup {
  readonly id: number;
  /** Completes it by moving the clock a few milliseconds; nothing else happens. */
  finish(): Promise<void>;
  /** Deletes it again. */
  remove(): Promise<void>;
}

export async function startBackup({ url }: GatewayProcess): Promise<RunningBackup> {
  const sandbox: SandboxClient = createSandboxClient(url);
  // Fast enough to complete within the smallest step of the clock, which stands still until then.
  await sandbox.setCreationSpeed(10_000);
  const { results } = v.parse(firstServerSchema, (await sandbox.api('GET', '/api/v1/servers/')).body);
  let id: number | null = null;
  for (const server of results) {
    const answer = await sandbox.api('POST', '/api/v1/backups/', { server_id: server.id });
    // A server without a free slot refuses.
    if (answer.status !== 201) continue;
    ({ id } = v.parse(createdSchema, answer.body));
    break;
  }
  if (id === null) throw new Error('No server of the fleet takes a new backup.');
  return {
    id,
    finish: async () => void (await sandbox.advance(10)),
    remove: async () => void (await sandbox.api('DELETE', `/api/v1/backups/${id}/`)),
  };
}
