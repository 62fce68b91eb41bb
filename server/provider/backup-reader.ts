import * as v from 'valibot';
import { type Backup, type Id, idKey, isSameId } from '../../src/core/backups/backup';
import { backupSchema, pageSchema } from '../../src/core/contract/schema';
import { MAX_PAGES, nextQuery } from '../../src/core/contract/schema-list';
import { identifiedSchema, type RecentLists } from '../audit/recent-lists';
import { decideForward } from './forward-table';
import { parseJson } from './provider-words';
import type { Upstream } from './upstream';

export type BackupReading =
  | { readonly kind: 'found'; readonly backup: Backup }
  /** The list came completely and does not have it. */
  | { readonly kind: 'absent' }
  /** The list, or a part of it, could not be read. `reason` goes into a sentence. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface BackupReaderOptions {
  readonly upstream: Upstream;
  /** Gets every page, so that the next question needs no call. */
  readonly recent: RecentLists;
}

/**
 * Looks for one backup in the provider's list, page by page until it is found: there is no call for a single one.
 * Never rejects.
 * @param filters query of the list, such as `server_id`
 */
export async function readBackup(
  id: Id,
  filters: Readonly<Record<string, string>>,
  signal: AbortSignal,
  { upstream, recent }: BackupReaderOptions,
): Promise<BackupReading> {
  const asked = new Set<string>();
  const seen = new Set<string>();
  let highestCount = 0;
  let hasOddEntries = false;
  let query: URLSearchParams | null = new URLSearchParams(filters);
  while (query !== null) {
    const text = query.toString();
    if (asked.has(text) || asked.size >= MAX_PAGES) return unreadable('its pages do not end');
    asked.add(text);
    const decision = decideForward('GET', text === '' ? '/backups/' : `/backups/?${text}`);
    if (!decision.ok) return unreadable('its next page is not an address of the documented form');
    const outcome = await upstream.forward({ call: decision.call, body: null, signal });
    if (outcome.kind === 'abandoned') return unreadable('it took too long');
    if (outcome.kind === 'failure') return unreadable(outcome.failure.code);
    if (outcome.status !== 200) return unreadable(`status ${outcome.status}`);
    recent.observe(decision.call, outcome);
    const page = v.safeParse(
      pageSchema,
      parseJson(new TextDecoder().decode(outcome.body ?? new Uint8Array())),
    );
    if (!page.success) return unreadable('it is not of the documented form');
    for (const entry of page.output.entries) {
      const identified = v.safeParse(identifiedSchema, entry);
      if (!identified.success) hasOddEntries = true;
      else if (isSameId(identified.output.id, id)) return found(entry);
      else seen.add(idKey(identified.output.id));
    }
    highestCount = Math.max(highestCount, page.output.count ?? 0);
    const { next } = page.output;
    query = next === null ? null : nextQuery(new URLSearchParams(filters), next);
    if (next !== null && query === null)
      return unreadable('its next page is not an address of the documented form');
  }
  if (hasOddEntries) return unreadable('an entry of it is not of the documented form');
  return seen.size < highestCount ? unreadable('it is shorter than the provider says') : { kind: 'absent' };
}

function found(entry: unknown): BackupReading {
  const backup = v.safeParse(backupSchema, entry);
  if (backup.success) return { kind: 'found', backup: backup.output };
  return unreadable('its entry of this backup is not of the documented form');
}

function unreadable(reason: string): BackupReading {
  return { kind: 'unreadable', reason };
}
