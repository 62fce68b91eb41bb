/** Names of the writes, so that whoever shows them need not load them. A target follows at the end. */
export const CREATE_BACKUP_KEY = ['create-backup'] as const;
export const DELETE_BACKUP_KEY = ['delete-backup'] as const;
export const RESTORE_SERVER_KEY = ['restore-server'] as const;
