import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { failMethod } from '../../testing/fetch';
import { renderSignIn } from '../../testing/pages/sign-in';

const READ_ONLY = /^\/api\/read-only$/;

it.each([
  [409, /^Nothing was switched\. /, false],
  [500, /^We don’t know whether this was switched\. .+switch it again\.$/, false],
  ['lost', /^We don’t know whether this was switched\. .+switch it again\.$/, true],
] as const)(
  'a switch to read-only that fails (%s) shows how the gateway treats this browser',
  async (answer, text, isOn) => {
    const { user } = await renderSignIn({ path: '/settings', isSignedIn: true });
    const card = within(await screen.findByRole('region', { name: 'Read-only' }));
    const answerAgain = failMethod('PUT', answer, READ_ONLY);
    await user.click(await card.findByRole('checkbox'));
    expect((await card.findByRole('alert')).textContent).toMatch(text);
    expect(await card.findByRole('checkbox', { checked: isOn })).toBeTruthy();
    answerAgain();
  },
);
