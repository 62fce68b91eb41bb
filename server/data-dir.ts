import { accessSync, constants, mkdirSync } from 'node:fs';
import { StartError } from './start-error';

/**
 * Makes the data directory when it is missing, readable by its owner only.
 * @throws StartError when it cannot be made or written to
 */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new StartError(
      `DATA_DIR ${dataDir} cannot be written to (${code}); set DATA_DIR to a directory that can.`,
    );
  }
}
