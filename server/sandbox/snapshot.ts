import { existsSync } from 'node:fs';
import Database from 'libsql';
import { SandboxFileError } from './database';

/**
 * Copies a sandbox's file consistently, even while a gateway uses it. The file itself is only read.
 * @param target a path that does not exist yet
 * @throws SandboxFileError when the file is missing or cannot be read
 */
export function copySandboxFile(file: string, target: string): void {
  if (!existsSync(file))
    throw new SandboxFileError(file, 'does not exist', { advice: 'Start the program once.' });
  let database: Database.Database | null = null;
  try {
    database = new Database(file);
    database.pragma('busy_timeout = 5000');
    database.prepare('VACUUM INTO ?').run(target);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    const advice = 'See that it can be read, and that it is a sandbox of this program.';
    throw new SandboxFileError(file, `cannot be read (${words})`, { cause, advice });
  } finally {
    database?.close();
  }
}
