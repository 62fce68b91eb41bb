import { describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import { createPageStream } from './page-stream';

/** What is made of a text that comes in pieces: entries and body as if it had been parsed as a whole. */
function readInPieces(text: string, pieceLength: number, sliceLength: number) {
  const stream = createPageStream((entries) => entries, sliceLength);
  let slices = 0;
  for (let at = 0; at < text.length; at += pieceLength) {
    if (stream.add(text.slice(at, at + pieceLength))) slices += 1;
  }
  const body = stream.end();
  return { body, entries: stream.parts()?.flat(), slices };
}

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('},{', '"},{"', '\\', '[]', ']}', '}]', '{"results":[', '}\n,{'),
);
const entry = fc.record({ id: fc.nat(), description: text, server: fc.record({ name: text }) });
const odd = fc.oneof(fc.jsonValue(), fc.array(entry), fc.record({ list: fc.array(entry) }));
const entries = fc.array(fc.oneof({ arbitrary: entry, weight: 9 }, odd), { maxLength: 12 });
const facts = fc.record({ count: fc.nat(), next: fc.oneof(text, fc.constant(null)) });
const page = fc
  .tuple(entries, facts, facts, fc.integer({ min: 0, max: 4 }))
  .map(([results, before, after, form]) => {
    if (form === 0) return JSON.stringify(results);
    if (form === 1) return JSON.stringify({ ...before, results }, null, 1);
    if (form === 2) return `{"results":${JSON.stringify(results)},${JSON.stringify(after).slice(1)}`;
    if (form === 3)
      return `${JSON.stringify(before).slice(0, -1)},"results":[{}],"results":${JSON.stringify(results)}}`;
    return JSON.stringify({ ...before, previous: null, results });
  });

describe('a page that is parsed while it comes', () => {
  it('is what parsing the whole gives, wherever it is cut, or is left to that', () => {
    fc.assert(
      fc.property(
        page,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 80 }),
        (json, piece, slice) => {
          const { body, entries } = readInPieces(json, piece, slice);
          const whole: unknown = JSON.parse(json);
          expect(entries === undefined).toBe(body === undefined);
          if (entries === undefined) return;
          if (Array.isArray(whole)) expect([body, entries]).toEqual([[], whole]);
          else expect({ ...Object(body), results: entries }).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is not taken for one when it is cut or spoilt at any place', () => {
    fc.assert(
      fc.property(
        page,
        fc.nat(),
        fc.constantFrom('', ',', '{', ']', '"', '}'),
        fc.nat(60),
        (json, place, spoilt, slice) => {
          const at = place % json.length;
          const broken = json.slice(0, at) + spoilt + (spoilt === '' ? '' : json.slice(at + 1));
          let isValid = true;
          try {
            JSON.parse(broken);
          } catch {
            isValid = false;
          }
          if (!isValid) expect(readInPieces(broken, 7, slice).body).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is worked through in slices where it is of the documented form', () => {
    const results = Array.from({ length: 100 }, (_, id) => ({ id, server: { id: 1, name: 'web' } }));
    const read = readInPieces(JSON.stringify({ count: 100, next: null, results }), 300, 400);
    expect(read).toMatchObject({ body: { count: 100, next: null, results: [] }, entries: results });
    expect(read.slices).toBeGreaterThan(5);
  });

  it('that is short is left to be parsed as a whole', () => {
    expect(readInPieces('{"count":0,"results":[]}', 8, 1_000)).toMatchObject({ body: undefined, slices: 0 });
  });
});
