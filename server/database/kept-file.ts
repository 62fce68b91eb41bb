import { stat } from 'node:fs/promises';

class FileGone extends Error {
  override readonly name = 'FileGone';
  readonly code = 'DATABASE_FILE_GONE';
}

/**
 * Returns a check that rejects once one of the files was removed or replaced: an open file does not notice, and what is
 * written to it is lost.
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

/** Null when there is no such file. */
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
