import { render, screen } from '@testing-library/react';
import { useState } from 'react';
import { BrowserRouter, useLocation } from 'react-router-dom';
import { expect, it } from 'vitest';
import { useMissedPop } from './use-missed-pop';

/** The browser goes back between the router's first look at the address and the moment it listens. */
function GoneBackMeanwhile() {
  useState(() => window.history.replaceState({ usr: 'marked' }, '', '/backups?q=web'));
  return null;
}

function Page() {
  useMissedPop();
  const { pathname, search, state } = useLocation();
  return <p>{`${pathname}${search} ${state}`}</p>;
}

it('a Back pressed while the first page is prepared shows the page it leads to', async () => {
  window.history.replaceState(null, '', '/settings');
  render(
    <BrowserRouter>
      <GoneBackMeanwhile />
      <Page />
    </BrowserRouter>,
  );
  expect(await screen.findByText('/backups?q=web marked')).toBeTruthy();
});
