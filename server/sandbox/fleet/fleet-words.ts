/** The highest backup id of a fresh demo fleet; as in the API documents, the running backup of web-server-01. */
export const HIGHEST_DEMO_ID = 502;

/** The first backup of cache-02 after its disk was shrunk. */
export const SHRUNK_BACKUP_ID = 490;

export const DAILY = { everyHours: 24, description: 'Automatic daily backup' } as const;
export const WEEKLY = { everyHours: 168, description: 'Automatic weekly backup' } as const;
export const SIX_HOURLY = { everyHours: 6, description: 'Automatic 6-hourly backup' } as const;
