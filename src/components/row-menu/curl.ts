import type { Backup } from '../../core/backups/backup';

/** What a command calls: the provider, or the sandbox behind this gateway. */
export interface CurlTarget {
  readonly baseUrl: string;
  /** Shell arguments of every command, and additional ones of writes. */
  readonly headers: readonly string[];
  readonly changeHeaders: readonly string[];
}

/** The provider of these backups; the user's shell supplies the token. */
export function providerTarget(baseUrl: string): CurlTarget {
  return { baseUrl, headers: ['-H "Authorization: Bearer $VPS_API_TOKEN"'], changeHeaders: [] };
}

/** The demo's API, which needs no token but checks the origin of writes. */
export function sandboxTarget(origin: string): CurlTarget {
  const changeHeaders = [`-H ${quote(`Origin: ${origin}`)}`, "-H 'X-Requested-With: vps-backups'"];
  return { baseUrl: `${origin}/api/v1`, headers: [], changeHeaders };
}

export function listCurl(backup: Pick<Backup, 'serverId'>, { baseUrl, headers }: CurlTarget): string {
  return words('curl', quote(`${baseUrl}/backups/?server_id=${pathPart(backup.serverId)}`), ...headers);
}

/** Makes a manual backup of the server. */
export function createCurl({ serverId }: Pick<Backup, 'serverId'>, target: CurlTarget): string {
  return postCurl(`${target.baseUrl}/backups/`, { server_id: serverId }, target);
}

/** Restores the backup's server from it, without a confirmation. */
export function restoreCurl(backup: Pick<Backup, 'id' | 'serverId'>, target: CurlTarget): string {
  const url = `${target.baseUrl}/servers/${pathPart(backup.serverId)}/restore/`;
  return postCurl(url, { backup_id: backup.id }, target);
}

/** Deletes the backup, without a confirmation. */
export function deleteCurl(backup: Pick<Backup, 'id'>, target: CurlTarget): string {
  const url = quote(`${target.baseUrl}/backups/${pathPart(backup.id)}/`);
  return words('curl -X DELETE', url, ...target.headers, ...target.changeHeaders);
}

function postCurl(url: string, body: object, { headers, changeHeaders }: CurlTarget): string {
  const json = ["-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body))}`];
  return words('curl -X POST', quote(url), ...headers, ...changeHeaders, ...json);
}

function words(...all: readonly string[]): string {
  return all.join(' ');
}

/** Quotes a word for POSIX shells. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function pathPart(id: Backup['id']): string {
  return encodeURIComponent(String(id));
}
