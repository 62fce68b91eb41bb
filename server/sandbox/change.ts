import * as v from 'valibot';
import { DAY_MS } from '../../src/core/lib/time-units';
import { SCENARIO_NAMES } from './scenarios';

/** How far the sandbox's clock may be ahead of the real one. */
export const MAX_CLOCK_OFFSET_MS = 400 * DAY_MS;

/** A change of the sandbox; what is not named stays. */
export interface SandboxChange {
  /** Null: no fault. */
  readonly scenario?: string | null | undefined;
  /** From 0.05 to 10,000; 1 makes a manual backup take 10–40 s. For what begins from now on. */
  readonly creationSpeed?: number | undefined;
  /** Moves the clock ahead by so many whole milliseconds; at most 400 days in all. */
  readonly advanceMs?: number | undefined;
}

/** A change that cannot be made; the message says why and may be shown. */
export class SandboxChangeError extends Error {
  override readonly name = 'SandboxChangeError';
}

export const creationSpeedSchema = v.pipe(
  v.number('creationSpeed must be a number.'),
  v.minValue(0.05, 'creationSpeed must be at least 0.05.'),
  v.maxValue(10_000, 'creationSpeed must be at most 10000.'),
);

const changeSchema = v.strictObject(
  {
    scenario: v.optional(
      v.nullable(v.picklist(SCENARIO_NAMES, `scenario must be null or one of ${SCENARIO_NAMES.join(', ')}.`)),
    ),
    creationSpeed: v.optional(creationSpeedSchema),
    advanceMs: v.optional(
      v.pipe(
        v.number('advanceMs must be a number.'),
        v.integer('advanceMs must be whole milliseconds.'),
        v.minValue(0, 'advanceMs must not be negative.'),
      ),
    ),
  },
  'A change is an object that holds nothing but scenario, creationSpeed and advanceMs.',
);

/** Checks a change that may come from outside. @throws SandboxChangeError */
export function parseChange(input: unknown): SandboxChange {
  const result = v.safeParse(changeSchema, input);
  if (result.success) return result.output;
  throw new SandboxChangeError(result.issues.map((issue) => issue.message).join(' '));
}
