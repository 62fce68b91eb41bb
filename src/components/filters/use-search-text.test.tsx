import { act, renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { useSearchText } from './use-search-text';

const URL_DELAY_MS = 250;

/** A field whose URL changes under the test's control. */
function openField(urlText = '') {
  startClock();
  const commit = vi.fn<(text: string) => void>();
  const { result, rerender } = renderHook(({ text }) => useSearchText(text, commit), {
    initialProps: { text: urlText },
  });
  return {
    draft: () => result.current.draft,
    type: (text: string) => act(() => result.current.setDraft(text)),
    urlBecomes: (text: string) => rerender({ text }),
    sent: () => commit.mock.calls.map(([text]) => text),
  };
}

it('changes the URL once per word', async () => {
  const field = openField();
  for (const text of ['s', 'sh', 'shop']) field.type(text);
  await pass(URL_DELAY_MS);
  expect(field.sent()).toEqual(['shop']);
  field.urlBecomes('shop');
  await pass(URL_DELAY_MS);
  expect(field.sent()).toEqual(['shop']);
});

it('keeps text typed or cleared before the URL has changed', async () => {
  const field = openField();
  field.type('shop');
  await pass(URL_DELAY_MS);
  field.type('');
  field.urlBecomes('shop');
  expect(field.draft()).toBe('');
  await pass(URL_DELAY_MS);
  expect(field.sent()).toEqual(['shop', '']);
  field.urlBecomes('');
  expect(field.draft()).toBe('');
});

it('keeps it if the URL changes late, or only to the last text', async () => {
  const field = openField();
  field.type('a');
  await pass(URL_DELAY_MS);
  field.type('b');
  await pass(URL_DELAY_MS);
  field.urlBecomes('a');
  expect(field.draft()).toBe('b');
  field.urlBecomes('b');
  field.type('c');
  await pass(URL_DELAY_MS);
  field.type('d');
  await pass(URL_DELAY_MS);
  field.urlBecomes('d');
  expect(field.draft()).toBe('d');
  expect(field.sent()).toEqual(['a', 'b', 'c', 'd']);
});

it('follows other changes of the URL, such as Back', async () => {
  const field = openField('from a link');
  expect(field.draft()).toBe('from a link');
  field.type('mine');
  await pass(URL_DELAY_MS);
  field.urlBecomes('mine');
  field.urlBecomes('from a link');
  expect(field.draft()).toBe('from a link');
  await pass(URL_DELAY_MS);
  expect(field.sent()).toEqual(['mine']);
});
