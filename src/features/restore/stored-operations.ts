/** Where a browser keeps its safe restores. */
export const OPERATIONS_KEY = 'vps-backups.safe-restores';

/** Whether this browser has any, without the code that reads them. Where storage is forbidden there is none to resume. */
export function hasStoredOperations(): boolean {
  try {
    return localStorage.getItem(OPERATIONS_KEY) !== null;
  } catch {
    return false;
  }
}
