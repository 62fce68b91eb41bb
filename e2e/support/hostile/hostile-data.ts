/** One entry as the provider sends it; only the id is certain. */
export interface HostileEntry {
  readonly id: number | string;
  readonly [field: string]: unknown;
}

/** How the provider writes its ids. The document says integers; other tools of the provider show UUIDs. */
export type HostileIds = 'integer' | 'uuid';

/** Longer than any field expects, and without a place to break the line. */
export const LONG_TEXT = 'Kwartaalafsluiting-'.repeat(260);

/** Each of these causes a console or page error if a page treats it as markup. */
export const SCRIPT_TEXT = '<script>throw new Error("markup was run")</script>';
export const IMAGE_TEXT = `<img src=x onerror="console.error('markup was run')"> & "quoted" 'too'`;

/** Right-to-left text, an override that reverses what follows, and stacked combining marks. */
export const BIDI_TEXT = 'نسخة احتياطية \u202Etxt.exe גיבוי Z\u0351\u0352\u0353a\u0351';
const EMOJI_TEXT = '🧑🏽‍🚒🇳🇱 release 🚀 ﷽';

const SERVER_NAMES = ['web-server-01', SCRIPT_TEXT, `${EMOJI_TEXT} ${BIDI_TEXT}`, 'db'.repeat(120)];

/** Unreadable entries, sent among the good ones. */
export const BROKEN_ENTRIES: readonly unknown[] = [
  null,
  'a line of text',
  [],
  { server: { id: 12345, name: 'web-server-01' }, status: 'completed' },
  { id: { nested: true }, server: { id: 12345, name: 'web-server-01' }, backup_type: 'manual' },
];

function uuid(kind: number, index: number): string {
  return `0b5e55ed-${String(kind).padStart(4, '0')}-4000-8000-${String(index).padStart(12, '0')}`;
}

export function serverId(ids: HostileIds, index: number): number | string {
  return ids === 'uuid' ? uuid(1, index) : 12_345 + index;
}

export function backupId(ids: HostileIds, index: number): number | string {
  return ids === 'uuid' ? uuid(2, index) : 495 + index;
}

/** Four servers with names, states and facts that the document does not expect. */
export function hostileServers(ids: HostileIds): HostileEntry[] {
  const facts: readonly Readonly<Record<string, unknown>>[] = [
    {
      hostname: 'web-server-01.example',
      status: 'active',
      ip_address: '192.0.2.10',
      location: 'ams',
      plan: { id: 3, name: 'VPS-4', vcpus: 4, memory: 8192, storage: 160 },
      os: { id: 1, name: 'Debian 12' },
      created_at: '2023-03-01T09:00:00+01:00',
    },
    { hostname: null, status: 'maintenance_mode', ip_address: ['192.0.2.11', '2001:db8::11'], plan: null },
    { status: null, plan: { name: IMAGE_TEXT }, os: 'Debian', location: { city: 'Amsterdam' } },
    {},
  ];
  return facts.map((fact, index) => ({ id: serverId(ids, index), name: SERVER_NAMES[index], ...fact }));
}

/** Ten backups, unsorted, each odd in its own way; every one has an id and names its server. */
export function hostileBackups(ids: HostileIds): HostileEntry[] {
  const plain = {
    backup_type: 'automatic',
    status: 'completed',
    size_mb: 4523,
    description: 'Automatic daily backup',
  };
  const odd: readonly (readonly [server: number, fields: Readonly<Record<string, unknown>>])[] = [
    [0, { ...plain, created_at: '2025-01-15T03:00:00Z', expires_at: '2025-02-15T03:00:00Z' }],
    [
      0,
      { ...plain, created_at: '2025-01-16T04:00:00.123456+01:00', expires_at: '2025-02-15T22:00:00-05:00' },
    ],
    [
      0,
      {
        ...plain,
        backup_type: 'manual',
        created_at: '2025-01-14T10:30:00Z',
        expires_at: null,
        description: IMAGE_TEXT,
      },
    ],
    [1, { ...plain, status: 'pending', size_mb: null, created_at: '2025-01-16T15:40:00Z', expires_at: null }],
    [1, { ...plain, status: 'archiving', created_at: '2025-01-16T15:30:00Z', description: LONG_TEXT }],
    [1, { ...plain, size_mb: null, created_at: '2025-01-13T03:00:00Z', expires_at: null, description: '' }],
    [2, { status: 'completed', created_at: '2025-01-12T03:00:00Z' }],
    [
      2,
      { ...plain, status: 'failed', size_mb: 0, created_at: '2025-01-11T03:00:00Z', description: BIDI_TEXT },
    ],
    [
      3,
      {
        ...plain,
        backup_type: 'weekly',
        size_mb: 4523.75,
        created_at: '2025-01-10T03:00:00Z',
        description: null,
      },
    ],
    [3, { ...plain, created_at: 'yesterday', expires_at: 'soon', description: EMOJI_TEXT }],
  ];
  return odd.map(([server, fields], index) => ({
    id: backupId(ids, index),
    server: { id: serverId(ids, server), name: SERVER_NAMES[server] },
    ...fields,
  }));
}

/** A moment as some frameworks write it: with an offset and microseconds. */
export function oddTimestamp(epochMs: number): string {
  const hourAhead = new Date(epochMs + 3_600_000).toISOString();
  return hourAhead.replace('Z', '456+01:00');
}
