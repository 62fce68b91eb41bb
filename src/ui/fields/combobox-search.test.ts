import { expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { optionNamed, optionsFor, searchable } from './combobox-search';

const all = searchable([
  { value: '41', label: 'büro  archiv', detail: '198.51.100.18' },
  { value: '412', label: 'web-01', detail: '203.0.113.10' },
  { value: '7', label: 'web-01', detail: '203.0.113.99' },
]);
const namedBy = (text: string) => optionNamed(text, all)?.value ?? null;
const foundBy = (text: string) => optionsFor(text, all).map(({ value }) => value);

it.each([
  ['#41', ['41', '412']],
  ['#412', ['412']],
  ['#12', []],
  ['41', []],
  ['web 113.99', ['7']],
  ['bu\u0308ro\u00A0arch\u200B', ['41']],
  ['', ['41', '412', '7']],
])('optionsFor %j → %j', (text, values) => {
  expect(foundBy(text)).toEqual(values);
});

it.each([
  ['Buro\u00A0archiv', '41'],
  ['#412', '412'],
  ['web-01', null],
  ['web-012', null],
  ['', null],
  ['\u200B', null],
])('optionNamed %j → %j', (text, value) => {
  expect(namedBy(text)).toBe(value);
});

it('whatever text names an option also finds it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (label, text) => {
      const options = searchable([{ value: '1', label }]);
      if (optionNamed(text, options) !== null) expect(optionsFor(text, options)).toHaveLength(1);
    }),
  );
});
