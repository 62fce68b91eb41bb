import type { Backup } from '../../domain/backup';

/** Source: `api/README.md`. The commands go to the provider itself; the token comes from the person's own shell. */
const BASE_URL = 'https://admin.vps.org/api/v1';
const AUTHORIZATION = '-H "Authorization: Bearer $VPS_API_TOKEN"';

/** A word that a POSIX shell reads as it stands, whatever is in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function pathPart(id: Backup['id']): string {
  return encodeURIComponent(String(id));
}

/** Lists the backups of this backup's server. */
export function listCurl(backup: Pick<Backup, 'serverId'>): string {
  return `curl ${quote(`${BASE_URL}/backups/?server_id=${pathPart(backup.serverId)}`)} ${AUTHORIZATION}`;
}

/** Restores the backup's server from it; whoever runs it gets no second question. */
export function restoreCurl(backup: Pick<Backup, 'id' | 'serverId'>): string {
  const body = quote(JSON.stringify({ backup_id: backup.id }));
  return `curl -X POST ${quote(`${BASE_URL}/servers/${pathPart(backup.serverId)}/restore/`)} ${AUTHORIZATION} -H 'Content-Type: application/json' -d ${body}`;
}

/** Deletes the backup; whoever runs it gets no second question. */
export function deleteCurl(backup: Pick<Backup, 'id'>): string {
  return `curl -X DELETE ${quote(`${BASE_URL}/backups/${pathPart(backup.id)}/`)} ${AUTHORIZATION}`;
}
