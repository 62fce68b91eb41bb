import { parseArgs } from 'node:util';
import { normalizedText } from '../../src/core/lib/fold-text';

export type CheckFormat = 'text' | 'json' | 'nagios';

export interface CheckOptions {
  readonly format: CheckFormat;
  /** Names or ids; empty means all servers. */
  readonly servers: readonly string[];
  /** Names or ids. */
  readonly ignored: readonly string[];
  /** Limit for reading everything. */
  readonly timeoutMs: number;
}

export type CheckArguments =
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string };

const DEFAULT_TIMEOUT_S = 30;
const MAX_TIMEOUT_S = 600;

export const USAGE = `Usage: node dist/server/check-backups.js [options]

Reads the provider with the dashboard's settings (VPS_API_TOKEN or SERVICE_TOKEN, VPS_API_URL, DATA_DIR) and lists the
servers with their protection, worst first, and the schedules with failed or missed runs.

  --server NAME    only this server, by name or id; can be repeated
  --ignore NAME    leave this server out, by name or id; can be repeated
  --timeout N      give up after N seconds (1 to ${MAX_TIMEOUT_S}; default ${DEFAULT_TIMEOUT_S})
  --json           one JSON object
  --nagios         a status line with performance data, then the servers that need attention
  --help           this text

Exit code: 0 all protected or acknowledged; 1 a server is late or old, has fewer backups or reaches less far back than
agreed, or its last good backup expires soon, or the last run of a schedule failed or was missed; 2 a server was never
backed up, is unprotected, failing, missed or in error, or a schedule failed three times in a row on a server; 3 unknown
(invalid option or setting, provider not readable, list incomplete or refused, no server to check).
`;

/** @param args without the program's name */
export function readArguments(args: readonly string[]): CheckArguments {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    return wrong(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  if (values.help === true) return { kind: 'help' };
  if (values.json === true && values.nagios === true) return wrong("--json and --nagios can't be combined.");
  const { server: servers = [], ignore: ignored = [], timeout } = values;
  if ([...servers, ...ignored].some((name) => normalizedText(name) === '')) {
    return wrong('--server and --ignore need a name or an id.');
  }
  const seconds = timeout === undefined ? DEFAULT_TIMEOUT_S : /^\d{1,4}$/.test(timeout) ? Number(timeout) : 0;
  if (seconds < 1 || seconds > MAX_TIMEOUT_S) {
    return wrong(`--timeout must be a whole number of seconds from 1 to ${MAX_TIMEOUT_S}.`);
  }
  const format = values.json === true ? 'json' : values.nagios === true ? 'nagios' : 'text';
  return { kind: 'check', options: { format, servers, ignored, timeoutMs: seconds * 1000 } };
}

function parse(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: { type: 'string', multiple: true },
      ignore: { type: 'string', multiple: true },
      timeout: { type: 'string' },
      json: { type: 'boolean' },
      nagios: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    strict: true,
    allowPositionals: false,
  });
  return values;
}

function wrong(problem: string): CheckArguments {
  return { kind: 'wrong', problem };
}
