import * as v from 'valibot';

const SandboxStateSchema = v.object({
  scenario: v.nullable(v.string()),
  scenarios: v.array(v.string()),
  now: v.pipe(v.string(), v.isoTimestamp()),
  creation_speed: v.number(),
});

type SandboxState = v.InferOutput<typeof SandboxStateSchema>;

interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or the text when it is none; null when empty. */
  readonly body: unknown;
}

/** Calls the gateway without a browser, to set up a test or read the actual state. */
export interface SandboxClient {
  state(): Promise<SandboxState>;
  /** Activates a fault by name; null deactivates it. */
  setScenario(name: string | null): Promise<SandboxState>;
  /** 1 is the usual speed of creating a backup. */
  setCreationSpeed(speed: number): Promise<SandboxState>;
  /** Advances the sandbox's clock only, in ms; with an open page use the fixture `advance`. */
  advance(ms: number): Promise<SandboxState>;
  reset(): Promise<SandboxState>;
  /** Any call to the gateway, with the app's headers. Does not throw on an error status. */
  api(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
}

/** A client for the gateway at `origin` (no trailing slash). A read-only client refuses to write. */
export function createSandboxClient(origin: string, { onlyReads = false } = {}): SandboxClient {
  async function api(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    if (onlyReads && method !== 'GET')
      throw new Error(`A test that only reads must not send ${method} ${path}`);
    const response = await fetch(`${origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin,
        'x-requested-with': 'vps-backups',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: parse(await response.text()) };
  }

  async function control(method: string, path: string, body?: unknown): Promise<SandboxState> {
    const answer = await api(method, path, body);
    if (answer.status !== 200) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return v.parse(SandboxStateSchema, answer.body);
  }

  return {
    api,
    state: () => control('GET', '/api/sandbox'),
    setScenario: (scenario) => control('PUT', '/api/sandbox', { scenario }),
    setCreationSpeed: (speed) => control('PUT', '/api/sandbox', { creation_speed: speed }),
    advance: (ms) => control('PUT', '/api/sandbox', { advance_ms: ms }),
    reset: () => control('POST', '/api/sandbox/reset'),
  };
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
