import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findDialog, findTable, query, renderApp } from '../testing/pages/app';
import { openFor, sent } from '../testing/pages/create-dialog';
import { shownHint } from '../ui/hints/hint';

/** How browsers mark a key handled by an input method: on the event, or (Safari, at the end) only by key code. */
const COMPOSING: readonly (readonly [string, KeyboardEventInit])[] = [
  ['isComposing', { isComposing: true }],
  ['key code 229', { keyCode: 229 }],
];

describe.each(COMPOSING)('while an input method composes (%s)', (_how, mark) => {
  const press = (target: Element, key: string) => fireEvent.keyDown(target, { key, ...mark });

  it('Escape closes no dialog, and Enter selects no option', async () => {
    const app = await openFor(null);
    await app.settled();
    await app.user.type(app.server(), 'stag{ArrowDown}');
    press(app.server(), 'Enter');
    press(app.server(), 'ArrowDown');
    press(app.server(), 'Escape');
    expect(app.server().value).toBe('stag');
    expect(within(app.dialog).getAllByRole('option')).toHaveLength(1);
    await app.user.keyboard('{Enter}');
    expect(app.server().value).toBe('staging-01');
    press(app.description(), 'Escape');
    expect(app.dialog.isConnected).toBe(true);
    expect(sent(app)).toEqual([]);
  });

  it('Escape does not empty the search', async () => {
    const app = await renderApp();
    await findTable();
    const search = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search' });
    await app.user.type(search, 'web');
    press(search, 'Escape');
    expect(search.value).toBe('web');
    await app.user.keyboard('{Escape}');
    expect(search.value).toBe('');
  });

  it('Escape leaves a hint open', async () => {
    await renderApp();
    const table = await findTable();
    act(() => shownHint.set({ anchor: table, text: 'Why', onOpen: null, isHeard: true }));
    expect(shownHint.get()).not.toBeNull();
    press(document.body, 'Escape');
    expect(shownHint.get()).not.toBeNull();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(shownHint.get()).toBeNull();
  });

  it('no letter is a shortcut', async () => {
    const app = await renderApp({ path: '/settings' });
    await app.settled();
    press(document.body, 'n');
    press(document.body, '?');
    expect(query()).toEqual({});
    fireEvent.keyDown(document.body, { key: '?' });
    await findDialog('Keyboard shortcuts');
  });
});

it('Enter and Escape of an input method have no default action', async () => {
  const app = await openFor(12358);
  const isLeftToTheBrowser = (init: KeyboardEventInit) => fireEvent.keyDown(app.description(), init);
  expect(isLeftToTheBrowser({ key: 'Enter', isComposing: true })).toBe(false);
  expect(isLeftToTheBrowser({ key: 'Escape', isComposing: true })).toBe(false);
  expect(isLeftToTheBrowser({ key: 'Enter' })).toBe(true);
  expect(isLeftToTheBrowser({ key: 'a', isComposing: true })).toBe(true);
});
