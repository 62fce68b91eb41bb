import path from 'node:path';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly servers: number;
  readonly backups: number;
  /** Runs per measure. */
  readonly runs: number;
  /** Measures to run; all if empty. */
  readonly only: readonly string[];
  readonly isJson: boolean;
  /** The build to measure: absolute path of a directory with `client` and `server`. */
  readonly dist: string;
  readonly isHelp: boolean;
}

/** Backups per server in the compared fleets; 10,000 backups are 250 servers. */
const BACKUPS_PER_SERVER = 40;
const DEFAULT_BACKUPS = 20_000;
const DEFAULT_RUNS = 3;

export const USAGE = `npm run bench -- [options]

  --backups N   backups of the generated fleet (${DEFAULT_BACKUPS}); compared are 10000, 20000 and 100000
  --servers N   servers of it (one for ${BACKUPS_PER_SERVER} backups: 250, 500, 2500)
  --runs N      runs of each measure (${DEFAULT_RUNS})
  --only NAME   this measure alone; may be given several times
  --dist DIR    another build than dist
  --json        print JSON
  --help        this text and the measures
`;

/** @throws Error that names the invalid argument. */
export function readOptions(args: readonly string[], projectRoot: string): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      servers: { type: 'string' },
      backups: { type: 'string' },
      runs: { type: 'string' },
      only: { type: 'string', multiple: true },
      dist: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const backups = wholeNumber('--backups', values.backups, DEFAULT_BACKUPS);
  return {
    backups,
    servers: wholeNumber('--servers', values.servers, Math.ceil(backups / BACKUPS_PER_SERVER)),
    runs: wholeNumber('--runs', values.runs, DEFAULT_RUNS),
    only: values.only ?? [],
    isJson: values.json ?? false,
    dist: path.resolve(values.dist ?? path.join(projectRoot, 'dist')),
    isHelp: values.help ?? false,
  };
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} must be a whole number from 1.`);
  return value;
}
