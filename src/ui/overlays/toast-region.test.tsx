import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pass, startClock } from '../../testing/clock';
import { dialogIsGone, findDialog, renderApp, toasts } from '../../testing/pages/app';
import { showToast } from './toast-store';

/** What a screen reader announces: `getAllByRole` ignores hidden elements. */
function heard(role: 'alert' | 'status', text: string): boolean {
  return screen.queryAllByRole(role).some((region) => within(region).queryByText(text) !== null);
}

describe('toasts', () => {
  it.each(['/settings', '/settings?dialog=shortcuts'])(
    'are announced on %s, bad news included',
    async (path) => {
      await renderApp({ path });
      if (path.includes('dialog')) await findDialog('Keyboard shortcuts');
      else await screen.findByRole('heading', { level: 1 });
      act(() => {
        showToast({ tone: 'bad', text: 'The backup failed.' });
        showToast({ tone: 'ok', text: 'The backup is there.' });
      });
      expect(heard('alert', 'The backup failed.')).toBe(true);
      expect(heard('status', 'The backup is there.')).toBe(true);
    },
  );

  it('wait behind an open dialog: their time starts once they can be read', async () => {
    startClock();
    await renderApp({ path: '/settings?dialog=shortcuts' });
    await findDialog('Keyboard shortcuts');
    act(() => showToast({ tone: 'ok', text: 'The backup is there.' }));
    await pass(30_000);
    expect(toasts()).toEqual(['The backup is there.']);
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    await dialogIsGone();
    expect(toasts()).toEqual(['The backup is there.']);
    await pass(9_000);
    expect(toasts()).toEqual([]);
  });
});
