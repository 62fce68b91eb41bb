import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { getSchedules, scheduleWrites } from '../../api/schedules';
import { pass, startClock } from '../../testing/clock';
import { withoutEntry } from '../../testing/faults';
import { failMethod } from '../../testing/fetch';
import { nightly } from '../../testing/fleets/schedules';
import { en, renderApp, toasts } from '../../testing/pages/app';

const WEB = 12345;
const DB = 12346;
const DRAFT = nightly({ servers: [WEB, DB] });
const names = async () => (await getSchedules()).schedules.map(({ draft }) => draft.name);

async function open(path = '/schedules?edit=new') {
  startClock();
  const app = await renderApp({ path, hasSchedules: true });
  const { user } = app;
  const form = () => within(screen.getByRole('form'));
  const field = (name: string | RegExp) => form().getByLabelText<HTMLInputElement>(name);
  const fill = async (name: string | RegExp, text: string) => {
    await user.clear(field(name));
    await user.paste(text);
  };
  return {
    ...app,
    form,
    field,
    fill,
    save: () => user.click(form().getByRole('button', { name: /^Save/ })),
    nameIs: (name: string) => waitFor(() => expect(field('Name').value).toBe(name)),
    isAt: (name: string | RegExp) =>
      waitFor(() => {
        expect(document.activeElement).toBe(field(name));
        expect(field(name).getAttribute('aria-invalid')).toBe('true');
      }),
  };
}
/** The form of a stored schedule. */
async function openStored() {
  const app = await open('/settings');
  const stored = await scheduleWrites.create(DRAFT);
  const goTo = (path: string) => {
    window.history.replaceState(null, '', path);
    app.reload();
  };
  return { ...app, stored, edit: () => goTo(`/schedules?edit=${stored.id}`) };
}

describe('the form of a schedule', () => {
  it('says what is wrong at each field, goes there, and loses nothing', async () => {
    const app = await open();
    await screen.findByRole('form', { name: 'New schedule' });
    await screen.findByRole('list', { name: 'Next runs' });
    await app.fill('Time zone', 'Mars/Phobos');
    await app.user.click(app.field('Cron'));
    await app.fill('Cron pattern', '0 2 30 2 *');
    await app.fill('Newest', '8');
    await app.fill('Then daily', '4');
    await app.fill(/^Catch up/, '500');
    await app.save();
    await app.isAt('Name');
    expect(app.form().getAllByText(en.t('schedules.problem.name')).length).toBeGreaterThan(0);
    await app.fill('Name', 'Nightly');
    await app.user.click(app.field('Chosen ones'));
    await app.save();
    await app.form().findAllByText(en.t('schedules.problem.servers'));
    await waitFor(() => expect(document.activeElement?.getAttribute('type')).toBe('checkbox'));
    await app.user.click(app.form().getByRole('checkbox', { name: 'db-server-01' }));
    await app.save();
    await app.isAt('Cron pattern');
    expect(app.form().getAllByText(en.t('schedules.problem.cronNever')).length).toBeGreaterThan(0);
    await app.fill('Cron pattern', '0 2 * * *');
    await app.save();
    await app.isAt('Time zone');
    await app.fill('Time zone', 'Europe/Amsterdam');
    await app.save();
    await waitFor(() => expect(document.activeElement).toBe(app.field('Newest')));
    const sum = '8 + 4 + 1 backups need 13 slots; 10 exist, other backups and schedules need 0.';
    expect(app.form().getByRole('group', { name: 'Keep' }).textContent).toContain(sum);
    await app.fill('Newest', '2');
    await app.fill('Then daily', '0');
    await app.save();
    await app.isAt(/^Catch up/);
    expect(await names()).toEqual([]);
    await app.fill(/^Catch up/, '6');
    await app.save();
    await screen.findByRole('button', { name: 'Edit Nightly' });
    expect(document.activeElement?.id).toBe('main');
    expect(await names()).toEqual(['Nightly']);
  });

  it('names a chosen server that no longer exists, and can remove it', async () => {
    const app = await openStored();
    app.fault('GET /servers/', withoutEntry(DB), 100);
    app.edit();
    const gone = await screen.findByRole('checkbox', { name: `#${DB} (no longer exists)` });
    await app.save();
    await app.form().findAllByText(`Server ${DB} no longer exists. Remove it.`);
    await waitFor(() => expect(document.activeElement).toBe(gone));
    await app.user.click(gone);
    await app.save();
    await screen.findByRole('button', { name: 'Edit Nightly' });
    expect((await getSchedules()).schedules[0]?.draft.servers).toEqual([WEB]);
  });

  it('keeps input over a reload, until cancelled', async () => {
    const app = await openStored();
    app.edit();
    await screen.findByRole('form');
    await app.fill('Name', 'Weekdays');
    await pass(1000);
    app.reload();
    await screen.findByRole('form');
    await app.nameIs('Weekdays');
    await app.user.click(app.form().getByRole('button', { name: 'Cancel' }));
    await app.user.click(await screen.findByRole('button', { name: 'Edit Nightly' }));
    await app.nameIs('Nightly');
  });

  it('overwrites nothing if somebody else changes it meanwhile, and shows both versions', async () => {
    const app = await openStored();
    app.edit();
    await screen.findByRole('form');
    await app.fill('Name', 'Weekends');
    await scheduleWrites.change(app.stored, { ...DRAFT, name: 'Weekdays' });
    await app.save();
    const alert = await app.form().findByText(en.t('schedules.conflict.title'));
    expect([alert !== null, app.field('Name').value, await names()]).toEqual([
      true,
      'Weekends',
      ['Weekdays'],
    ]);
    await app.user.click(app.form().getByRole('button', { name: 'Show their version' }));
    await app.nameIs('Weekdays');
  });

  it('says what was and was not saved while the gateway is down, and keeps the input over a reload', async () => {
    const app = await openStored();
    app.edit();
    await screen.findByRole('form');
    await app.fill('Name', 'Weekdays');
    await pass(1000);
    const real = globalThis.fetch;
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await app.save();
    const alert = await app.form().findByText(en.t('schedules.saveFailed.unknown.title'));
    expect(alert.closest('[role=alert]')?.textContent).toMatch(
      /stays in this form, even after a reload\. Save again/,
    );
    expect(app.field('Name').value).toBe('Weekdays');
    vi.stubGlobal('fetch', real);
    app.reload();
    await screen.findByRole('form');
    await app.nameIs('Weekdays');
    await app.save();
    await screen.findByRole('button', { name: 'Edit Weekdays' });
    expect(await names()).toEqual(['Weekdays']);
  });

  it.each(['new', 'stored'])('is saved if only the answer was lost: %s', async (which) => {
    const stored = which === 'stored' ? await openStored() : null;
    stored?.edit();
    const app = stored ?? (await open());
    await screen.findByRole('form');
    await app.fill('Name', 'Weekdays');
    failMethod(which === 'new' ? 'POST' : 'PUT', 'lost', /\/schedules(?!.*preview)/);
    await app.save();
    await screen.findByRole('button', { name: 'Edit Weekdays' });
    expect(toasts()).toContain(en.t('schedules.saved', { name: 'Weekdays' }));
    expect(await names()).toEqual(['Weekdays']);
  });

  it('can save its input as a new schedule if somebody else deletes it meanwhile', async () => {
    const app = await openStored();
    app.edit();
    await screen.findByRole('form');
    await app.fill('Name', 'Weekends');
    await scheduleWrites.remove(app.stored);
    await app.save();
    await app.form().findByText(en.t('schedules.goneText'));
    expect(app.field('Name').value).toBe('Weekends');
    await app.user.click(app.form().getByRole('button', { name: 'Save as new schedule' }));
    await screen.findByRole('button', { name: 'Edit Weekends' });
    expect(await names()).toEqual(['Weekends']);
  });
});

describe('a change from the list', () => {
  it('says whether it was carried out', async () => {
    const app = await open('/schedules');
    await scheduleWrites.create(DRAFT);
    app.reload();
    await app.user.click(await screen.findByRole('button', { name: 'Delete Nightly' }));
    const dialog = within(await screen.findByRole('dialog'));
    const remove = () => app.user.click(dialog.getByRole('button', { name: 'Delete schedule' }));
    const end = failMethod('DELETE', 429);
    await remove();
    expect(await dialog.findByText(/^Nothing was changed\. /)).toBeTruthy();
    end();
    failMethod('DELETE', 502);
    await remove();
    expect(await dialog.findByText(/^We don’t know whether this was carried out\. /)).toBeTruthy();
  });
});

describe('the schedules of an open page', () => {
  it('stay while they can’t be read, with the time they are from, until they can again', async () => {
    const app = await open('/schedules');
    await scheduleWrites.create(DRAFT);
    app.reload();
    await screen.findByRole('table', { name: 'Schedules' });
    const down = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
    await pass(10_000);
    expect(await screen.findByText(/^Couldn’t refresh\. .* Showing data from \d\d:\d\d\.$/)).toBeTruthy();
    expect(screen.getByRole('table', { name: 'Schedules' })).toBeTruthy();
    down.mockRestore();
    await pass(30_000);
    await waitFor(() => expect(screen.queryByText(/^Couldn’t refresh\. /)).toBeNull());
  });
});
