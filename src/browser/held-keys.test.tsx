import { fireEvent } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { holdKeys, takeHeldKeys } from './held-keys';

afterEach(() => void takeHeldKeys());

/** Whether the key reached the page. */
const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key, bubbles: true, cancelable: true, ...more });

it('keeps what is typed from the page until it is taken', () => {
  const onPage = vi.fn();
  document.body.addEventListener('keydown', onPage);
  holdKeys(() => true);
  expect(['w', 'e', 'x', 'Backspace', 'b', 'Enter', 'Tab'].map((key) => press(key))).not.toContain(true);
  expect(onPage).not.toHaveBeenCalled();
  expect(takeHeldKeys()).toBe('web');
  expect([press('a'), onPage.mock.calls.length, takeHeldKeys()]).toEqual([true, 1, '']);
});

it('leaves the browser its keys, and everything once nobody waits for them', () => {
  let isWanted = true;
  holdKeys(() => isWanted);
  expect([press('r', { ctrlKey: true }), press('F5'), press('Escape')]).toEqual([true, true, true]);
  press('a');
  isWanted = false;
  expect([press('b'), press('c'), takeHeldKeys()]).toEqual([true, true, '']);
});
