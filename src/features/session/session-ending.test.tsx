import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { followUse } from '../../browser/use-of-page';
import { pass, startClock } from '../../testing/clock';
import { renderSignIn } from '../../testing/pages/sign-in';

const MINUTE_MS = 60_000;
const WORDS = /You will be signed out in 1 min because this page isn’t being used\. What you typed is kept\./;

const stayButton = () => screen.queryByRole('button', { name: 'Stay signed in' });

/** A page whose sign-in lasts an idle minute, with a warning in the last quarter. */
async function open(setup: Partial<Parameters<typeof renderSignIn>[0]> = {}) {
  startClock();
  const app = await renderSignIn({
    path: '/backups?q=nothing+is+called+this',
    isSignedIn: true,
    idleMs: MINUTE_MS,
    ...setup,
  });
  await waitFor(() => expect(app.calls).toContain('GET /api/session'));
  return app;
}

beforeEach(() => followUse());

describe('before a sign-in ends', () => {
  it('a live region warns, and its button extends the sign-in', async () => {
    const { user, went, fetch } = await open();
    await pass(40_000);
    expect(stayButton()).toBeNull();
    await pass(11_000);
    const told = (await screen.findByText(WORDS)).closest('[role="status"]');
    if (!(told instanceof HTMLElement)) throw new Error('It is in no region that is heard.');
    await user.click(within(told).getByRole('button', { name: 'Stay signed in' }));
    expect((await screen.findAllByText('You’re still signed in.')).length).toBeGreaterThan(0);
    expect(stayButton()).toBeNull();
    expect(document.activeElement?.id).toBe('main');
    // Past the announced end.
    await pass(30_000);
    expect((await fetch('/api/session')).status).toBe(200);
    expect(went()).toEqual([]);
  });

  it.each([-400, 400])(
    'goes by the clock of the gateway, though the provider is %i days ahead',
    async (days) => {
      const { calls } = await open({ providerAheadMs: days * 24 * 60 * MINUTE_MS });
      await pass(40_000);
      expect(stayButton()).toBeNull();
      expect(calls.filter((call) => call === 'GET /api/session').length).toBeLessThan(4);
      await pass(11_000);
      expect(stayButton()).not.toBeNull();
    },
  );

  it('the warning goes when the page is used', async () => {
    await open();
    await pass(51_000);
    expect(stayButton()).not.toBeNull();
    fireEvent.keyDown(document.body, { key: 'a' });
    await pass(5_000);
    await waitFor(() => expect(stayButton()).toBeNull());
  });

  it('at its maximum length, the warning (in Dutch) has no button to extend it', async () => {
    await open({ maxMs: MINUTE_MS, language: 'nl' });
    await pass(51_000);
    expect(
      await screen.findByText(/Over 1 min word je afgemeld: de sessie heeft de maximale duur bereikt/),
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Aangemeld blijven' })).toBeNull();
  });
});

it('Settings shows the start and end of the sign-in', async () => {
  await renderSignIn({ path: '/settings', isSignedIn: true });
  const card = await screen.findByRole('region', { name: 'Account' });
  await waitFor(() =>
    expect(card.textContent).toMatch(/Signed in until.*30 min without use, at the latest .*2025/),
  );
  expect(card.textContent).toMatch(/Signed in since.*2025/);
});
