import type { Plan } from '../model';

interface OfferedPlan extends Plan {
  /** How long automatic backups are kept; "usually 7–30 days", and 31 in the document's own example. */
  readonly retentionDays: number;
}

/** Plans of the fictional provider. */
export const PLANS = {
  starter: { id: 1, name: 'Starter 1', vcpus: 1, memory: 1024, storage: 25, retentionDays: 7 },
  standard: { id: 2, name: 'Standard 2', vcpus: 2, memory: 4096, storage: 80, retentionDays: 14 },
  business: { id: 3, name: 'Business 4', vcpus: 4, memory: 8192, storage: 160, retentionDays: 31 },
  performance: { id: 4, name: 'Performance 8', vcpus: 8, memory: 32_768, storage: 640, retentionDays: 31 },
} as const satisfies Record<string, OfferedPlan>;

export const SYSTEMS = {
  debian: { id: 12, name: 'Debian 12' },
  ubuntu: { id: 24, name: 'Ubuntu 24.04 LTS' },
  alma: { id: 9, name: 'AlmaLinux 9' },
  freebsd: { id: 14, name: 'FreeBSD 14.1' },
  windows: { id: 22, name: 'Windows Server 2022' },
} as const;
