/** Cannot tell. Anything that breaks before there is a result ends with it, too. */
const UNKNOWN = 3;

/** `npm run -s check:backups`: says how well the servers are protected, by its exit code too. */
async function main(): Promise<void> {
  process.exitCode = UNKNOWN;
  // Loaded here, so that a broken installation is not told by Node's exit code 1, which means "late or old".
  const { runCheck } = await import('./run');
  const { exitCode, stderr, stdout } = await runCheck({ args: process.argv.slice(2), env: process.env });
  process.exitCode = exitCode;
  // Whoever read it has gone (`… | head`); the exit code still counts.
  process.stdout.on('error', () => process.exit(exitCode));
  process.stderr.write(stderr);
  // A connection that is kept open must not keep a finished check running.
  process.stdout.write(stdout, () => process.exit(exitCode));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(UNKNOWN);
}
