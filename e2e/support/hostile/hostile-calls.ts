/** Every documented call. */
export const HOSTILE_CALL_NAMES = [
  'listBackups',
  'createBackup',
  'deleteBackup',
  'listServers',
  'getServer',
  'restoreServer',
  'getAccount',
] as const;

export type HostileCallName = (typeof HOSTILE_CALL_NAMES)[number];

export interface MatchedCall {
  readonly name: HostileCallName;
  /** The id in the path; empty for calls without one. */
  readonly id: string;
}

const ROUTES: readonly (readonly [method: string, path: RegExp, name: HostileCallName])[] = [
  ['GET', /^\/backups\/$/, 'listBackups'],
  ['POST', /^\/backups\/$/, 'createBackup'],
  ['DELETE', /^\/backups\/([^/]+)\/$/, 'deleteBackup'],
  ['GET', /^\/servers\/$/, 'listServers'],
  ['GET', /^\/servers\/([^/]+)\/$/, 'getServer'],
  ['POST', /^\/servers\/([^/]+)\/restore\/$/, 'restoreServer'],
  ['GET', /^\/account\/me\/$/, 'getAccount'],
];

/** The documented call that a request is; undefined for any other (such as one without the trailing slash). */
export function matchCall(method: string, path: string): MatchedCall | undefined {
  for (const [routeMethod, pattern, name] of ROUTES) {
    const match = routeMethod === method ? pattern.exec(path) : null;
    if (match !== null) return { name, id: match[1] ?? '' };
  }
  return undefined;
}
