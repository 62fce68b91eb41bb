import { StartError } from '../http/start-error';
import { SandboxFileError } from './database';
import { createSandbox, type Sandbox } from './sandbox';

/** How the embedded provider is set up. Null means: the sandbox's own default. */
export interface SandboxConfig {
  readonly seed: number | null;
  readonly creationSpeed: number | null;
  readonly fleet: { readonly servers: number; readonly backups: number } | null;
  /** Epoch ms at which the sandbox's clock stands; null for the real clock. */
  readonly nowMs: number | null;
  readonly scenario: string | null;
  /** Whether the demo fleet begins with schedules. */
  readonly hasSchedules: boolean;
  /** Whether it begins with what people agreed about its servers. */
  readonly hasAgreements: boolean;
}

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
