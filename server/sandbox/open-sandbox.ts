import { StartError } from '../http/start-error';
import { SandboxFileError } from './database';
import { createSandbox, type Sandbox } from './sandbox';

/** How the embedded provider is set up. Null means: the sandbox's own default. */
export interface SandboxConfig {
  readonly seed: number | null;
  readonly creationSpeed: number | null;
  readonly fleet: { readonly servers: number; readonly backups: number } | null;
  /** Epoch ms to freeze the sandbox's clock at; null for the real clock. */
  readonly nowMs: number | null;
  readonly scenario: string | null;
  /** Whether the demo fleet starts with schedules. */
  readonly hasSchedules: boolean;
  /** Whether it starts with agreements about its servers. */
  readonly hasAgreements: boolean;
}

/** Where in `DATA_DIR` the demo data are stored. */
export const SANDBOX_FILE = 'sandbox.sqlite';

/**
 * Opens the embedded provider as configured. @throws StartError if the file can't be used, or holds another fleet than
 * the requested one
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
    // An existing file keeps its settings; explicit ones win.
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
