import type { Id } from '../backups/backup';
import { normalizedText } from '../lib/fold-text';
import type { Agreements, EffectiveAgreement } from './agreement';

interface NamedServer {
  /** `idKey` of the server. */
  readonly key: string;
  readonly id: Id;
  readonly name: string;
}

/** @param names from the setting `WATCH_IGNORE`: names, or ids with or without `#`, in lower case */
export function isIgnored(names: ReadonlySet<string>, { key, name }: Omit<NamedServer, 'id'>): boolean {
  return [key, `#${key}`, name].some((each) => names.has(normalizedText(each).toLowerCase()));
}

const NOTHING_ELSE = {
  version: 0,
  expectation: null,
  applied: null,
  acknowledgement: null,
  unwatched: null,
  acceptedBackupId: null,
  tags: [],
  note: null,
} as const;

/** The agreements with the servers excluded that `names` matches; see {@link isIgnored}. */
export function withIgnored(agreements: Agreements, names: ReadonlySet<string>): Agreements {
  if (names.size === 0) return agreements;
  const on = (server: NamedServer): EffectiveAgreement | undefined => {
    const own = agreements.get(server.key);
    if (!isIgnored(names, server)) return own;
    return { serverId: server.id, ...NOTHING_ELSE, ...own, isIgnored: true };
  };
  return Object.assign(new Map(agreements), { on });
}
