import { expect, it } from 'vitest';
import { meantKey } from './shortcuts';

it.each([
  ['n on a Latin keyboard', 'n', 'KeyN', false, 'n'],
  ['n with Caps Lock', 'N', 'KeyN', false, 'n'],
  ['Shift and n', 'N', 'KeyN', true, 'N'],
  ['Cyrillic at the place of n', 'т', 'KeyN', false, 'n'],
  ['Cyrillic there, with Caps Lock', 'Т', 'KeyN', false, 'n'],
  ['Greek at the place of n', 'ν', 'KeyN', false, 'n'],
  ['Dvorak: b stands at the place of n', 'b', 'KeyN', false, 'b'],
  ['Dvorak: n stands at the place of l', 'n', 'KeyL', false, 'n'],
  ['Cyrillic at another place', 'ф', 'KeyA', false, 'a'],
  ['the question mark', '?', 'Slash', true, '?'],
  ['a slash of another layout', '/', 'Digit7', true, '/'],
  ['a letter without a place', 'ж', 'Semicolon', false, 'ж'],
  ['a key that writes nothing', 'Escape', 'Escape', false, 'escape'],
])('%s', (_what, key, code, shiftKey, meant) => {
  expect(meantKey({ key, code, shiftKey })).toBe(meant);
});
