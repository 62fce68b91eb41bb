import { act, render, screen, waitFor } from '@testing-library/react';
import { BrowserRouter } from 'react-router-dom';
import { beforeEach, expect, it, vi } from 'vitest';
import { type DialogRoute, useDialogRoute, useOpenDialog } from './use-dialog-route';

let open: (dialog: DialogRoute) => void;
let close: () => void;

function Page() {
  const openDialog = useOpenDialog();
  const { dialog, closeDialog } = useDialogRoute();
  open = openDialog;
  close = closeDialog;
  return <p>{dialog === null ? 'none' : dialog.kind}</p>;
}

const shown = (kind: string) => waitFor(() => expect(screen.getByText(kind)).toBeTruthy());
const here = () => window.location.pathname + window.location.search;

/** Does something and waits until the browser has gone a step through its history. */
async function moving(doIt: () => void): Promise<void> {
  await act(async () => {
    const moved = new Promise((resolve) => {
      window.addEventListener('popstate', resolve, { once: true });
    });
    doIt();
    await moved;
  });
}

beforeEach(async () => {
  window.history.replaceState(null, '', '/before');
  window.history.pushState(null, '', '/backups?q=web');
  render(
    <BrowserRouter>
      <Page />
    </BrowserRouter>,
  );
  act(() => open({ kind: 'connect' }));
  await shown('connect');
});

it('a dialog that is asked for while another one is closing opens, and Back closes it', async () => {
  await moving(() => {
    close();
    open({ kind: 'shortcuts' });
  });
  await shown('shortcuts');
  expect(here()).toBe('/backups?q=web&dialog=shortcuts');
  await moving(() => window.history.back());
  await shown('none');
  expect(here()).toBe('/backups?q=web');
});

it('a dialog that is closed twice at once does not take the page with it', async () => {
  const go = vi.spyOn(window.history, 'go');
  await moving(() => {
    close();
    close();
  });
  await shown('none');
  expect(go).toHaveBeenCalledTimes(1);
  expect(here()).toBe('/backups?q=web');
});
