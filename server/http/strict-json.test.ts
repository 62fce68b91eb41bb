import { describe, expect, it } from 'vitest';
import { fc } from '../../src/testing/properties';
import { parseStrictObject } from './strict-json';

const parse = (text: string) => parseStrictObject(new TextEncoder().encode(text));

describe('a JSON object', () => {
  it.each([
    '{}',
    '{"a":1,"b":{"a":2}}',
    '{"a":"\\"b\\":1,\\"b\\":2"}',
    '{"a":["b",":","b"],"b":":"}',
    '{"":1,"a:":2}',
    '{"a" \n:\t1}',
  ])('without doubt is read: %s', (text) => {
    expect(parse(text)).toEqual({ kind: 'object', value: JSON.parse(text) });
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"a":{"b":1,"b":2}}',
    '{"a":[{"b":1,"b":2}]}',
    '{"__proto__":1}',
    '{"a":{"__proto__":{"b":1}}}',
    '{"a":[{"constructor":1}]}',
  ])('that can be read in two ways is not: %s', (text) => {
    expect(parse(text)).toEqual({ kind: 'ambiguous' });
  });

  it.each(['', '[]', 'null', '1', '"a"', '{', '{"a":1}x', "{'a':1}"])('is not: %j', (text) => {
    expect(parse(text)).toEqual({ kind: 'not_an_object' });
  });

  it('is what JSON.parse returns, whatever it contains, and ambiguous if one of its keys appears twice', () => {
    const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { minKeys: 1, maxKeys: 5 });
    fc.assert(
      fc.property(object, (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/"(?:__proto__|prototype|constructor)":/.test(text));
        expect(parse(text)).toEqual({ kind: 'object', value: JSON.parse(text) });
        const [key = ''] = Object.keys(value);
        expect(parse(`{${JSON.stringify(key)}:0,${text.slice(1)}`).kind).toBe('ambiguous');
      }),
    );
  });
});
