import type { SandboxConfig } from './config';
import { SandboxFileError } from './sandbox/database';
import { createSandbox, type Sandbox } from './sandbox/sandbox';
import { StartError } from './start-error';

/** Where the demo data is kept in `DATA_DIR`. */
export const SANDBOX_FILE = 'sandbox.sqlite';

/**
 * Opens the embedded provider as the settings ask.
 * @throws StartError when the file cannot be used, or holds another fleet than the one asked for
 */
export function openSandbox(
  file: string,
  { nowMs, seed, fleet, creationSpeed, scenario }: SandboxConfig,
): Sandbox {
  try {
    const sandbox = createSandbox({
      file,
      ...(nowMs !== null && { clock: () => nowMs }),
      ...(seed !== null && { seed }),
      ...(fleet !== null && { fleet }),
      ...(creationSpeed !== null && { creationSpeed }),
    });
    // A file from an earlier start keeps what it was set to; what is asked for now goes before.
    sandbox.update({
      ...(creationSpeed !== null && { creationSpeed }),
      ...(scenario !== null && { scenario }),
    });
    return sandbox;
  } catch (error) {
    if (error instanceof SandboxFileError) throw new StartError(`DATA_DIR: ${error.message}`);
    if (error instanceof RangeError)
      throw new StartError(`SANDBOX_SERVERS, SANDBOX_BACKUPS: ${error.message}`);
    throw error;
  }
}
