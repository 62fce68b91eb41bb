/** The moment at which every end-to-end test begins; the provider's document was written at that time too. */
export const TEST_NOW = '2025-01-16T15:45:00Z';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a Node program needs of its surroundings to start at all, on Linux, macOS and Windows. */
const NEEDED = new Set(['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'USERPROFILE']);

/**
 * The environment of a gateway under test. Little of the caller's passes, so that no token, port, proxy or
 * `NODE_OPTIONS` of a developer's shell changes what a test means; `overrides` wins over everything.
 */
export function gatewayEnvironment(
  caller: Environment,
  overrides: Environment,
): Record<string, string | undefined> {
  const passed = Object.entries(caller).filter(([name]) => NEEDED.has(name.toUpperCase()));
  return {
    ...Object.fromEntries(passed),
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    SANDBOX_NOW: TEST_NOW,
    ...overrides,
  };
}

/** The gateway's own address in what it wrote so far; undefined while it has not said it on a whole line. */
export function announcedUrl(output: string): string | undefined {
  const lines = output.split('\n').slice(0, -1);
  for (const line of lines) {
    const url = /\bhttp:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):[1-9]\d*/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  return undefined;
}
