import * as v from 'valibot';

const SandboxStateSchema = v.object({
  scenario: v.nullable(v.string()),
  scenarios: v.array(v.string()),
  now: v.pipe(v.string(), v.isoTimestamp()),
  creation_speed: v.number(),
});

export type SandboxState = v.InferOutput<typeof SandboxStateSchema>;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or the text when it is none; null when empty. */
  readonly body: unknown;
}

/** Talks to the gateway past the browser: to set a test up, and to see what is really there. */
export interface SandboxClient {
  state(): Promise<SandboxState>;
  /** Calls up a fault by its name; null ends it. */
  setScenario(name: string | null): Promise<SandboxState>;
  /** 1 is the usual speed of creating a backup. */
  setCreationSpeed(speed: number): Promise<SandboxState>;
  /** Moves the sandbox's clock alone, in ms. A page that is open wants the fixture `advance` instead. */
  advance(ms: number): Promise<SandboxState>;
  reset(): Promise<SandboxState>;
  /** Any call of the gateway, as the app would send it. Never throws for a status. */
  api(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
}

/** A client of the gateway at `origin` (no slash at the end). */
export function createSandboxClient(origin: string): SandboxClient {
  async function api(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
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
