/** `npm run bench`: measures the build in a real browser with a generated fleet, and prints the results. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { type GatewayProcess, startGateway } from '../support/gateway/gateway-process';
import { spreadOf } from '../support/measurements';
import { launchBrowser, MOBILE } from './browser';
import { bringToRest } from './fleet';
import { calibrate, currentLoad, describeMachine } from './machine';
import type { Bench, Measure, MeasureResult } from './measure';
import { MEASURES } from './measures';
import { type BenchOptions, readOptions, USAGE } from './options';
import { startReference } from './reference-server';
import { formatMeasure, isMet } from './table';

const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');
const CALIBRATION_RUNS = 7;

interface Taken extends MeasureResult {
  readonly name: string;
  readonly about: string;
  readonly seconds: number;
}

function secondsSince(startedMs: number): number {
  return Math.round((performance.now() - startedMs) / 1000);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Progress goes to stderr, so that the JSON on stdout stays clean. */
function report(text: string): void {
  process.stderr.write(`${text}\n`);
}

function chosen({ only }: BenchOptions): readonly Measure[] {
  const unknown = only.filter((name) => !MEASURES.some((measure) => measure.name === name));
  if (unknown.length > 0) throw new Error(`There is no measure ${unknown.join(', ')}; see --help.`);
  return only.length === 0 ? MEASURES : MEASURES.filter(({ name }) => only.includes(name));
}

/** Creates something on first use. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** Shared by the measurements and created on first use; `ends` tears it down. */
function surroundings(options: BenchOptions, browser: Browser, ends: (() => Promise<void>)[]): Bench {
  const { servers, backups } = options;
  const start = async (env: Readonly<Record<string, string>>): Promise<GatewayProcess> => {
    const gateway = await startGateway({
      entry: path.join(options.dist, 'server/main.js'),
      env: { LOG: 'silent', ...env },
    });
    ends.push(() => gateway.dispose());
    return gateway;
  };
  const fleet = once(async () => {
    const gateway = await start({ SANDBOX_SERVERS: String(servers), SANDBOX_BACKUPS: String(backups) });
    await bringToRest(gateway);
    return gateway;
  });
  const serve = async (folder: 'hello' | 'reference', apiUrl?: string): Promise<string> => {
    const server = await startReference(folder, apiUrl);
    ends.push(() => server.stop());
    return server.url;
  };
  return {
    options,
    browser,
    fleet,
    demo: once(() => start({})),
    hello: once(() => serve('hello')),
    reference: once(async () => serve('reference', (await fleet()).url)),
  };
}

async function run(options: BenchOptions): Promise<void> {
  const measures = chosen(options);
  if (!existsSync(path.join(options.dist, 'server/main.js'))) {
    throw new Error(`There is no build in ${options.dist}. Run "npm run build" first.`);
  }
  const startedMs = performance.now();
  const browser = await launchBrowser();
  const ends = [() => browser.close()];
  const bench = surroundings(options, browser, ends);
  try {
    const calibrationMs = await calibrate(browser, CALIBRATION_RUNS);
    const taken: Taken[] = [];
    for (const { name, about, take } of measures) {
      report(`${name}: ${about} (load ${currentLoad().toFixed(1)})`);
      const beganMs = performance.now();
      const result = await take(bench);
      taken.push({ name, about, seconds: secondsSince(beganMs), ...result });
    }
    const afterwardsMs = await calibrate(browser, CALIBRATION_RUNS);
    const seconds = secondsSince(startedMs);
    const facts = { machine: describeMachine(browser), calibrationMs, afterwardsMs, seconds };
    if (options.isJson) say(JSON.stringify(asJson(options, facts, taken), null, 2));
    else print(options, facts, taken);
  } finally {
    for (const end of ends) await end();
  }
}

interface Facts {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly calibrationMs: readonly number[];
  readonly afterwardsMs: readonly number[];
  readonly seconds: number;
}

function print(options: BenchOptions, facts: Facts, taken: readonly Taken[]): void {
  const { machine, calibrationMs, afterwardsMs, seconds } = facts;
  const speed = (values: readonly number[]) => {
    const spread = spreadOf(values);
    return spread === null
      ? '–'
      : [spread.min, spread.median, spread.max].map((ms) => ms.toFixed(0)).join(' / ');
  };
  say(`${options.servers} servers, ${options.backups} backups; ${options.runs} runs; min / median / max`);
  say(
    `${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, Node ${machine.node}, Chromium ${machine.chromium}`,
  );
  say(
    `calibration: ${speed(calibrationMs)} ms before, ${speed(afterwardsMs)} ms after (ms × machine speed compare)`,
  );
  const { network } = MOBILE;
  say(
    `throttling: "${MOBILE.name}" is ${network?.latencyMs} ms a request, ${network?.downKbps} kbps down, ` +
      `${network?.upKbps} kbps up, processor ${MOBILE.cpu} times slower; "4x CPU" is the processor alone\n`,
  );
  for (const { name, about, seconds: took, ...result } of taken) {
    say(formatMeasure(`${name} (${took} s)`, about, result));
  }
  say(`taken in ${seconds} s`);
}

function asJson({ servers, backups, runs }: BenchOptions, facts: Facts, taken: readonly Taken[]) {
  return {
    fleet: { servers, backups },
    runs,
    throttling: { [MOBILE.name]: MOBILE },
    ...facts,
    measures: taken.map(({ readings, ...rest }) => ({
      ...rest,
      readings: readings.map((reading) => ({
        ...reading,
        ...spreadOf(reading.values),
        isMet: isMet(reading),
      })),
    })),
  };
}

try {
  const options = readOptions(process.argv.slice(2), PROJECT_ROOT);
  if (options.isHelp) {
    say(`${USAGE}\n${MEASURES.map(({ name, about }) => `  ${name.padEnd(16)}${about}`).join('\n')}`);
  } else {
    await run(options);
  }
} catch (error) {
  report(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
