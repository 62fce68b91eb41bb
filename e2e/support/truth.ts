import * as v from 'valibot';
import type { SandboxClient } from './gateway/sandbox-client';

const Backups = v.object({
  count: v.number(),
  results: v.array(
    v.object({
      id: v.number(),
      server: v.object({ id: v.number(), name: v.string() }),
      backup_type: v.string(),
      status: v.string(),
      size_mb: v.nullable(v.number()),
      created_at: v.string(),
      expires_at: v.nullable(v.string()),
      description: v.string(),
    }),
  ),
});

export type TrueBackup = v.InferOutput<typeof Backups>['results'][number];

/** The sandbox's actual backups, newest first, to compare a page with. */
export async function trueBackups(sandbox: SandboxClient, query = ''): Promise<readonly TrueBackup[]> {
  const { body } = await sandbox.api('GET', `/api/v1/backups/${query}`);
  const { results } = v.parse(Backups, body);
  return results.toSorted((a, b) => b.created_at.localeCompare(a.created_at) || b.id - a.id);
}

/** Starts a manual backup outside the browser, as a colleague or a script would; returns its id. */
export async function createElsewhere(
  sandbox: SandboxClient,
  serverId: number,
  description: string,
): Promise<number> {
  const answer = await sandbox.api('POST', '/api/v1/backups/', { server_id: serverId, description });
  return v.parse(v.object({ id: v.number() }), answer.body).id;
}
