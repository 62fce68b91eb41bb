/** The start time of every end-to-end test. */
export const TEST_NOW = '2025-01-16T15:45:00Z';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that Node needs to start on Linux, macOS and Windows. */
const NEEDED = new Set(['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'USERPROFILE']);

/**
 * The environment of a gateway under test, without tokens, ports, proxies or `NODE_OPTIONS` from the caller's shell.
 * `overrides` wins.
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
    SANDBOX_SCHEDULES: '0',
    SANDBOX_AGREEMENTS: '0',
    ...overrides,
  };
}

/** The gateway's address in its output; undefined until a whole line contains it. */
export function announcedUrl(output: string): string | undefined {
  const lines = output.split('\n').slice(0, -1);
  for (const line of lines) {
    const url = /\bhttp:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):[1-9]\d*/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  return undefined;
}
