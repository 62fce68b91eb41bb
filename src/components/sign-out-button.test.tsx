import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { failMethod } from '../testing/fetch';
import { toasts } from '../testing/pages/app';
import { renderSignIn } from '../testing/pages/sign-in';

const SESSION = /^\/api\/session$/;

it.each([
  [409, /^You’re still signed in\. /],
  ['lost', /^We don’t know whether you’re signed out\. .+ Sign out again\.$/],
] as const)('a sign-out that fails (%s) says whether somebody is still signed in', async (answer, text) => {
  const { user } = await renderSignIn({ path: '/settings', isSignedIn: true });
  const answerAgain = failMethod('DELETE', answer, SESSION);
  await user.click(
    await within(await screen.findByRole('banner')).findByRole('button', { name: 'Sign out' }),
  );
  await expect.poll(toasts).toEqual([expect.stringMatching(text)]);
  answerAgain();
});
