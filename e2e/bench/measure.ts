import type { Browser } from '@playwright/test';
import type { GatewayProcess } from '../support/gateway/gateway-process';
import type { BenchOptions } from './options';

export type Unit = 'ms' | 'kB' | 'MB' | '×' | '%' | 'count' | 'score';

/** One figure, measured in several runs. */
export interface Reading {
  readonly what: string;
  readonly unit: Unit;
  readonly values: readonly number[];
  /** Highest median allowed; left out if there is no budget for a fleet of this size. */
  readonly goal?: number | undefined;
}

export interface MeasureResult {
  readonly readings: readonly Reading[];
  /** Details printed below the figures. */
  readonly notes?: readonly string[];
}

/** The targets to measure. Gateways start on first use and run until the end. */
export interface Bench {
  readonly options: BenchOptions;
  readonly browser: Browser;
  /** With the generated fleet, where nothing runs and the clock stands still. */
  readonly fleet: () => Promise<GatewayProcess>;
  /** With the demo fleet, which shows about as much as a usual first load. */
  readonly demo: () => Promise<GatewayProcess>;
  /** Origin of an empty React page. */
  readonly hello: () => Promise<string>;
  /** Origin of the bare list, over the generated fleet. */
  readonly reference: () => Promise<string>;
}

export interface Measure {
  /** For `--only`. */
  readonly name: string;
  /** One line of what it means. */
  readonly about: string;
  readonly take: (bench: Bench) => Promise<MeasureResult>;
}

/** Collects figures by name, in the order in which they first appear. */
export class Readings {
  readonly #byName = new Map<string, { unit: Unit; goal: number | undefined; values: number[] }>();

  add(what: string, unit: Unit, value: number | null, goal?: number): void {
    const reading = this.#byName.get(what) ?? { unit, goal, values: [] };
    if (value !== null) reading.values.push(value);
    this.#byName.set(what, reading);
  }

  all(): Reading[] {
    return [...this.#byName].map(([what, reading]) => ({ what, ...reading }));
  }
}

/** Repeats something, sequentially. */
export async function repeat(times: number, run: (index: number) => Promise<void>): Promise<void> {
  for (let index = 0; index < times; index += 1) await run(index);
}
