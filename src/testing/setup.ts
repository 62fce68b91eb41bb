import { cleanup, configure } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach, expect, type MockInstance, vi } from 'vitest';
import { resetStores } from '../browser/storage/store';
import { TEST_NOW } from './clock';
import { furnishBrowser, setSystemDark } from './pages/browser';
import { watchBareTexts } from './pages/translator';

furnishBrowser();
// React records a stack for each element, up to so many a second. No test reads one, and they cost 4 % of the time.
Object.defineProperty(
  Reflect.get(React, '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE'),
  'recentlyCreatedOwnerStacks',
  { get: () => Number.MAX_SAFE_INTEGER, set: () => {}, configurable: true },
);
configure({
  // A test waits for what it promises, not for a second: a busy machine may take longer.
  asyncUtilTimeout: 8_000,
  // A failing test says what it missed. The whole page would bury that, and is printed for each attempt of a wait.
  getElementError: (message) => new Error(message ?? 'No such element.'),
});

let seenBareTexts: () => string[] = () => [];
let complaints: MockInstance<(...words: unknown[]) => void>[] = [];

/** The element `search` is newer than jsdom. */
function isAboutJsdom(words: readonly unknown[]): boolean {
  return String(words[0]).startsWith('The tag <%s> is unrecognized') && words[1] === 'search';
}

beforeEach(() => {
  // Only the date is frozen; tests about time use `startClock`.
  vi.useFakeTimers({ toFake: ['Date'], now: TEST_NOW });
  seenBareTexts = watchBareTexts();
  const collect = () => {};
  complaints = [
    vi.spyOn(console, 'error').mockImplementation(collect),
    vi.spyOn(console, 'warn').mockImplementation(collect),
  ];
});

afterEach(() => {
  const bareTexts = seenBareTexts();
  cleanup();
  resetStores();
  setSystemDark(false);
  localStorage.clear();
  sessionStorage.clear();
  document.documentElement.className = '';
  window.history.replaceState(null, '', '/');
  window.scrollTo(0, 0);
  const said = complaints.flatMap(({ mock }) => mock.calls).filter((words) => !isAboutJsdom(words));
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  expect(said, 'React, or a library, complained in the console').toEqual([]);
  expect(
    bareTexts,
    'texts beside others without an element of their own: a page translator breaks them',
  ).toEqual([]);
});
