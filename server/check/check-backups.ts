/** Exit code of anything that fails before there is a result. */
const UNKNOWN = 3;

/** `npm run -s check:backups`. */
async function main(): Promise<void> {
  process.exitCode = UNKNOWN;
  // Loaded here: a broken installation must not exit with Node's code 1, which means "late or old".
  const { runCheck } = await import('./run');
  const { exitCode, stderr, stdout } = await runCheck({ args: process.argv.slice(2), env: process.env });
  process.exitCode = exitCode;
  // The reader closed the pipe (`… | head`); the exit code still counts.
  process.stdout.on('error', () => process.exit(exitCode));
  process.stderr.write(stderr);
  // Open connections must not keep a finished check running.
  process.stdout.write(stdout, () => process.exit(exitCode));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(UNKNOWN);
}
