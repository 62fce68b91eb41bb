import { stat } from 'node:fs/promises';

/** The file is no longer where it was opened: what is written to it is lost when the process ends. */
class FileGone extends Error {
  override readonly name = 'FileGone';
  readonly code = 'DATABASE_FILE_GONE';
}

/**
 * Remembers which files stand at these paths now. The function rejects when one has been removed or replaced since,
 * which an open file does not notice by itself.
 */
export async function watchFiles(paths: readonly string[]): Promise<() => Promise<void>> {
  const known = await Promise.all(paths.map(identityOf));
  return async () => {
    const current = await Promise.all(paths.map(identityOf));
    if (current.some((identity, index) => identity === null || identity !== known[index])) {
      throw new FileGone('The database file was removed or replaced while it was open.');
    }
  };
}

/** Null where there is none. */
async function identityOf(path: string): Promise<string | null> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return null;
    }
    throw error;
  }
}
