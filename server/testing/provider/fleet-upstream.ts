import { NotSentError } from '../../provider/failures';
import { createUpstream, type Upstream } from '../../provider/upstream';

/** The provider's answer to a list call; `query` is the page's. */
export type ListResponder = (query: URLSearchParams, signal: AbortSignal) => Response | Promise<Response>;

export interface ProviderAnswers {
  readonly backups?: ListResponder;
  readonly servers?: ListResponder;
}

export interface FleetUpstream extends Upstream {
  /** Path and query of what was asked so far. */
  readonly asked: readonly string[];
}

const EMPTY: ListResponder = () => listOf([]);

/** An in-process provider; without backups and servers by default. */
export function fleetUpstream({ backups = EMPTY, servers = EMPTY }: ProviderAnswers): FleetUpstream {
  const asked: string[] = [];
  const upstream = createUpstream({
    provider: {
      baseUrl: 'http://provider.invalid',
      token: 'vps_test',
      fetch: async (request, signal) => {
        const { pathname, search, searchParams } = new URL(request.url);
        asked.push(pathname + search);
        return await (pathname === '/backups/' ? backups : servers)(searchParams, signal);
      },
    },
    readTimeoutMs: 10_000,
  });
  return { ...upstream, asked };
}

/** One page with the whole list by default. */
export function listOf(
  results: readonly unknown[],
  { count = results.length, next = null, date }: { count?: number; next?: string | null; date?: number } = {},
): Response {
  const headers = date === undefined ? {} : { date: new Date(date).toUTCString() };
  return Response.json({ count, next, results }, { headers });
}

export function refusedWith(status: number, body: unknown = { detail: 'No.' }): () => Response {
  return () => Response.json(body, { status });
}

/** Never answers, as a provider does that hangs; ends only when its caller gives up. */
export const HANGS: ListResponder = (_query, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

export const CANNOT_BE_REACHED: ListResponder = () => {
  throw new NotSentError({ code: 'ECONNREFUSED' });
};

/** A completed automatic backup as the provider writes it. */
export function wireBackup(
  id: number,
  server: { readonly id: number; readonly name: string },
  createdMs: number,
  changes: Readonly<Record<string, unknown>> = {},
) {
  return {
    id,
    server,
    backup_type: 'automatic',
    status: 'completed',
    size_mb: 1000,
    created_at: new Date(createdMs).toISOString(),
    expires_at: new Date(createdMs + 30 * 86_400_000).toISOString(),
    description: '',
    ...changes,
  };
}
