import { act, fireEvent, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { openFor } from '../../../testing/pages/create-dialog';

it('fields that change between two renders do not undo each other', async () => {
  const app = await openFor(null);
  await app.user.type(app.server(), 'api');
  const option = await within(app.dialog).findByRole('option', { name: /^api-01/ });
  act(() => {
    fireEvent.click(option);
    fireEvent.change(app.description(), { target: { value: 'Before the kernel' } });
    fireEvent.click(within(app.dialog).getByRole('checkbox', { name: /^Keep/ }));
  });
  expect(app.server().value).toBe('api-01');
  expect(app.description().value).toBe('[keep] Before the kernel');
});
