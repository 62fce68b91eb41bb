import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { setPreferences } from '../../browser/storage/preferences';
import { loadLanguage } from '../../core/text/language';
import { findTable, query, renderApp } from '../../testing/pages/app';
import { createI18n } from '../i18n/i18n-provider';
import { rangeText } from './day-range-fields';

const en = createI18n(await loadLanguage('en'), 'utc');
const nl = createI18n(await loadLanguage('nl'), 'utc');

describe('rangeText', () => {
  it.each([
    [{ from: null, to: null }, null, null],
    [{ from: '2026-11-20', to: null }, 'from Fri 20 Nov 2026 (UTC)', 'vanaf vr 20 nov. 2026 (UTC)'],
    [
      { from: null, to: '2026-11-20' },
      'up to and including Fri 20 Nov 2026 (UTC)',
      't/m vr 20 nov. 2026 (UTC)',
    ],
    [
      { from: '2026-11-20', to: '2026-11-23' },
      'Fri 20 Nov 2026 to Mon 23 Nov 2026 (UTC)',
      'vr 20 nov. 2026 t/m ma 23 nov. 2026 (UTC)',
    ],
    [
      { from: '2026-11-23', to: '2026-11-20' },
      'Fri 20 Nov 2026 to Mon 23 Nov 2026 (UTC)',
      'vr 20 nov. 2026 t/m ma 23 nov. 2026 (UTC)',
    ],
  ])('%j', (range, english, dutch) => {
    expect(rangeText(range, en)).toBe(english);
    expect(rangeText(range, nl)).toBe(dutch);
  });
});

it.each([
  ['/backups', 'Created'],
  ['/activity', 'Time'],
])('on %s the range is also shown in words', async (path, label) => {
  setPreferences({ timeZone: 'utc' });
  const app = await renderApp({ path });
  if (path === '/backups') await findTable();
  await app.user.selectOptions(await screen.findByRole('combobox', { name: label }), 'custom');
  const from = screen.getByLabelText('From');
  fireEvent.change(from, { target: { value: '2025-01-03' } });
  await waitFor(() => expect(query()).toEqual({ from: '2025-01-03' }));
  const words = document.getElementById(from.getAttribute('aria-describedby') ?? '');
  expect(words?.textContent).toBe('from Fri 3 Jan 2025 (UTC)');
});
