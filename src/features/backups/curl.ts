import type { Backup } from '../../core/backups/backup';

/** Whom a command calls: the provider itself, or the sandbox behind this gateway. Never somebody else's account. */
export interface CurlTarget {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Shell words that every command, and those that every change needs on top. */
  readonly headers: readonly string[];
  readonly changeHeaders: readonly string[];
}

/** The provider of these backups; its token comes from the person's own shell. Source: `api/README.md`. */
export function providerTarget(baseUrl: string): CurlTarget {
  return { baseUrl, headers: ['-H "Authorization: Bearer $VPS_API_TOKEN"'], changeHeaders: [] };
}

/** The demo's own API, which asks a change where it comes from; no token, and no real server. */
export function sandboxTarget(origin: string): CurlTarget {
  const changeHeaders = [`-H ${quote(`Origin: ${origin}`)}`, "-H 'X-Requested-With: vps-backups'"];
  return { baseUrl: `${origin}/api/v1`, headers: [], changeHeaders };
}

/** Lists the backups of this backup's server. */
export function listCurl(backup: Pick<Backup, 'serverId'>, { baseUrl, headers }: CurlTarget): string {
  return words('curl', quote(`${baseUrl}/backups/?server_id=${pathPart(backup.serverId)}`), ...headers);
}

/** Restores the backup's server from it; whoever runs it gets no second question. */
export function restoreCurl(backup: Pick<Backup, 'id' | 'serverId'>, target: CurlTarget): string {
  const url = quote(`${target.baseUrl}/servers/${pathPart(backup.serverId)}/restore/`);
  const body = quote(JSON.stringify({ backup_id: backup.id }));
  const json = ["-H 'Content-Type: application/json'", `-d ${body}`];
  return words('curl -X POST', url, ...target.headers, ...target.changeHeaders, ...json);
}

/** Deletes the backup; whoever runs it gets no second question. */
export function deleteCurl(backup: Pick<Backup, 'id'>, target: CurlTarget): string {
  const url = quote(`${target.baseUrl}/backups/${pathPart(backup.id)}/`);
  return words('curl -X DELETE', url, ...target.headers, ...target.changeHeaders);
}

function words(...all: readonly string[]): string {
  return all.join(' ');
}

/** A word that a POSIX shell reads as it stands, whatever is in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function pathPart(id: Backup['id']): string {
  return encodeURIComponent(String(id));
}
