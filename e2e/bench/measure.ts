import type { Browser } from '@playwright/test';
import type { GatewayProcess } from '../support/gateway/gateway-process';
import type { BenchOptions } from './options';

export type Unit = 'ms' | 'kB' | 'MB' | '×' | '%' | 'count' | 'score';

/** One figure, measured in several runs. */
export interface Reading {
  readonly what: string;
  readonly unit: Unit;
  readonly values: readonly number[];
  /** What the median may be at most; none where nothing was set for a fleet of this size. */
  readonly goal?: number | undefined;
}

export interface MeasureResult {
  readonly readings: readonly Reading[];
  /** Lines printed under the figures: details that are no figures of their own. */
  readonly notes?: readonly string[];
}

/** What measures are taken on. Gateways start when first asked for, and live until the end. */
export interface Bench {
  readonly options: BenchOptions;
  readonly browser: Browser;
  /** With the generated fleet, on which nothing runs and time stands still. */
  readonly fleet: () => Promise<GatewayProcess>;
  /** With the demo fleet: as much as a first load shows elsewhere. */
  readonly demo: () => Promise<GatewayProcess>;
  /** Origin of the React page that does nothing. */
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

/** Collects figures under their names, in the order of their first coming. */
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
