import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fromWire, toWire } from './wire-case';

const schema = fromWire(
  v.object({ made_at: v.string(), last_round: v.array(v.object({ is_good: v.boolean() })) }),
);

describe('JSON of the gateway', () => {
  const wire = { made_at: 'a_b', last_round: [{ is_good: true }] };
  const value = { madeAt: 'a_b', lastRound: [{ isGood: true }] };

  it('has snake_case keys on the wire and camelCase keys in the code; values stay', () => {
    expect(v.parse(schema, wire)).toEqual(value);
    expect(toWire(value)).toEqual(wire);
  });

  it('is not accepted with camelCase keys', () => {
    expect(v.safeParse(schema, value).success).toBe(false);
  });
});
