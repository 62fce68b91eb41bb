import { SECOND_MS } from '../../src/core/lib/time-units';

/** Waits; rejects with the signal's reason when that fires first. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** One call on its way through the sandbox. */
interface Call {
  readonly isWrite: boolean;
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  /** Carries out the call and returns its regular answer. */
  readonly carryOut: () => Promise<Response>;
}

/** A fault that people and tests can switch on. At most one is active at a time. */
export interface Scenario {
  readonly name: string;
  /** Its effect in one sentence. */
  readonly description: string;
  readonly answer: (call: Call) => Promise<Response>;
  readonly failsBackups?: boolean;
  readonly failsRestores?: boolean;
}

const SLOW_MS = 3 * SECOND_MS;
const RETRY_AFTER_S = 20;

const HTML_PAGE = `<!doctype html>
<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>
`;

/** In the order shown. */
export const SCENARIOS = [
  {
    name: 'slow',
    description: 'Every answer comes three seconds late; the call itself is carried out at once.',
    async answer({ carryOut, signal, sleep }) {
      const response = await carryOut();
      await sleep(SLOW_MS, signal);
      return response;
    },
  },
  {
    name: 'cut',
    description:
      'Every connection breaks before the answer. Writes are carried out first, so their outcome is unknown.',
    async answer({ carryOut, isWrite }) {
      if (isWrite) await carryOut();
      // The error of Node's own fetch.
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }),
      });
    },
  },
  {
    name: 'rate-limited',
    description: 'Every call is refused with 429 and the wish to come back in 20 seconds.',
    answer: refuse(429, `Request was throttled. Expected available in ${RETRY_AFTER_S} seconds.`, {
      'retry-after': String(RETRY_AFTER_S),
    }),
  },
  {
    name: 'server-error',
    description: 'Every call gets 500 with a JSON body. Nothing is carried out.',
    answer: refuse(500, 'Internal server error'),
  },
  {
    name: 'html',
    description:
      'Every call gets 502 with an HTML page, as from a proxy before the provider. Nothing is carried out.',
    answer: async () =>
      new Response(HTML_PAGE, { status: 502, headers: { 'content-type': 'text/html; charset=utf-8' } }),
  },
  {
    name: 'expired-token',
    description: 'Every call is refused with 401, as if the token had expired.',
    answer: refuse(401, 'Token has expired.', { 'www-authenticate': 'Bearer' }),
  },
  {
    name: 'failing-backup',
    description: 'Every backup that begins, manual or automatic, is accepted and then fails.',
    answer: ({ carryOut }) => carryOut(),
    failsBackups: true,
  },
  {
    name: 'failing-restore',
    description:
      'Every restore that begins is accepted and then fails: the server shows "error" for a quarter of an hour and keeps its old disk.',
    answer: ({ carryOut }) => carryOut(),
    failsRestores: true,
  },
] as const satisfies readonly Scenario[];

export const SCENARIO_NAMES = SCENARIOS.map((scenario) => scenario.name);

/** Null for none or an unknown name. */
export function findScenario(name: string | null): Scenario | null {
  return SCENARIOS.find((scenario) => scenario.name === name) ?? null;
}

function refuse(status: number, detail: string, headers: Record<string, string> = {}) {
  return async (): Promise<Response> => Response.json({ detail }, { status, headers });
}
