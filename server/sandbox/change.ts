import * as v from 'valibot';
import { fromWire } from '../../src/core/contract/wire-case';
import { DAY_MS } from '../../src/core/lib/time-units';
import { SCENARIO_NAMES } from './scenarios';

/** How far the sandbox's clock may be ahead of the real one. */
export const MAX_CLOCK_OFFSET_MS = 400 * DAY_MS;

/** A change of the sandbox's state; omitted parts stay. */
export interface SandboxChange {
  /** Null: no fault. */
  readonly scenario?: string | null | undefined;
  /** From 0.05 to 10,000; 1 makes a manual backup take 10–40 s. Applies to backups that start from now on. */
  readonly creationSpeed?: number | undefined;
  /** Moves the clock forward; at most 400 days in all. */
  readonly advanceMs?: number | undefined;
}

/** An invalid change; the message says why and may be shown. */
export class SandboxChangeError extends Error {
  override readonly name = 'SandboxChangeError';
}

export const creationSpeedSchema = v.pipe(
  v.number('creation_speed must be a number.'),
  v.minValue(0.05, 'creation_speed must be at least 0.05.'),
  v.maxValue(10_000, 'creation_speed must be at most 10000.'),
);

const sandboxChangeSchema = fromWire(
  v.strictObject(
    {
      scenario: v.optional(
        v.nullable(
          v.picklist(SCENARIO_NAMES, `scenario must be null or one of ${SCENARIO_NAMES.join(', ')}.`),
        ),
      ),
      creation_speed: v.optional(creationSpeedSchema),
      advance_ms: v.optional(
        v.pipe(
          v.number('advance_ms must be a number.'),
          v.integer('advance_ms must be whole milliseconds.'),
          v.minValue(0, 'advance_ms must not be negative.'),
        ),
      ),
    },
    'A change is an object that holds nothing but scenario, creation_speed and advance_ms.',
  ),
);

/** @param input as on the wire @throws SandboxChangeError */
export function parseChange(input: unknown): SandboxChange {
  const result = v.safeParse(sandboxChangeSchema, input);
  if (result.success) return result.output;
  throw new SandboxChangeError(result.issues.map((issue) => issue.message).join(' '));
}
