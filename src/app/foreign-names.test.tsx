import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  backupsOf,
  daily,
  findServers,
  holdBackups,
  holdServers,
  renderInUtc,
} from '../testing/fleets/fleet';
import type { TestGateway } from '../testing/gateway';
import { dialogIsGone, en, factsOf, findFacts, findTable, rowOf, toasts } from '../testing/pages/app';

/** Looks like `web-01` wherever nothing is done about it. */
const SPOOFED = 'web\u200b-01';
/** What follows it is turned round, up to the end of the line. */
const TURNED = 'db\u202e10-';
const HEBREW = 'שרת-גיבוי';

function holdForeign(app: Pick<TestGateway, 'fault'>): void {
  const servers = [SPOOFED, TURNED, HEBREW].map((name, index) => ({ id: 100 + index, name }));
  holdServers(
    app,
    servers.map((server) => ({
      ...server,
      hostname: server.name,
      status: 'active',
      ip_address: '192.0.2.7',
    })),
  );
  holdBackups(app, () => servers.flatMap((server) => backupsOf(server, daily(server.id * 10, 2, 3))));
}

const render = (path: string) => renderInUtc({ path, before: holdForeign });

/** How a name of several elements is read; jsdom, unlike browsers, puts blanks between them. */
const named = (parts: readonly string[]) => parts.join(' ');

describe('a name with characters that nobody sees', () => {
  it.each([
    ['1000', ['web', 'U+200B', '-01']],
    ['1010', ['db', 'U+202E', '10-']],
  ])('shows them in the dialogs about backup %s', async (id, parts) => {
    await render(`/settings?dialog=restore:${id}`);
    const dialog = await findFacts(`Restore ${named(parts)}`);
    expect(factsOf(dialog)['Server']).toContain(parts.join(''));
    await within(dialog).findByRole('textbox', { name: `Type ${named(parts)} to confirm` });
    expect(dialog.textContent).not.toMatch(/[\u200b\u202e]/);
  });

  it('is confirmed as it looks without them', async () => {
    const app = await render('/settings?dialog=restore:1000');
    const dialog = await findFacts(`Restore ${named(['web', 'U+200B', '-01'])}`);
    const field = await within(dialog).findByRole('textbox', { name: /^Type web/ });
    await app.user.type(field, 'web-01');
    expect(
      within(dialog).getByRole('button', { name: 'Restore server' }).getAttribute('aria-disabled'),
    ).toBeNull();
  });

  it('turns no message round', async () => {
    const app = await render('/settings?dialog=delete:1011');
    const dialog = await findFacts('Delete backup');
    app.fault('DELETE /backups/1011/', () => new Response(null, { status: 204 }));
    await app.user.click(within(dialog).getByRole('button', { name: 'Delete backup' }));
    await dialogIsGone();
    await waitFor(() => expect(toasts()).toEqual(['Backup 1011 of \u2068db[U+202E]10-\u2069 was deleted.']));
  });

  it('turns no title of the tab round', async () => {
    await render('/servers/101');
    await screen.findByRole('heading', { level: 1, name: named(['db', 'U+202E', '10-']) });
    expect(document.title).toContain('\u2068db[U+202E]10-\u2069 · ');
  });
});

describe('a name that is written from right to left', () => {
  it('stands in an element that keeps its direction, out of reach of a translator, wherever it is shown', async () => {
    await render('/');
    const isolatedIn = (root: HTMLElement) =>
      within(root)
        .getAllByText(HEBREW)
        .map((element) => [element.tagName, element.getAttribute('translate'), element.dir]);
    expect(isolatedIn(await findServers())).toEqual([['A', 'no', 'auto']]);
  });

  it('leaves the order of what stands beside it in a row and in the facts of a dialog', async () => {
    const app = await render('/backups');
    const row = rowOf(await findTable(), 1020);
    expect(within(row).getByRole('link', { name: HEBREW }).querySelector('bdi')).not.toBeNull();
    fireEvent.pointerEnter(row);
    await app.user.click(within(row).getByRole('button', { name: 'Delete backup 1020' }));
    const dialog = await findFacts('Delete backup');
    expect(factsOf(dialog)['Server']).toBe(`${HEBREW} · #102 · 192.0.2.7`);
    expect(
      within(dialog)
        .getAllByText(HEBREW)
        .every((element) => element.closest('bdi') !== null),
    ).toBe(true);
  });

  it('is asked for by its name', async () => {
    await render('/settings?dialog=restore:1020');
    const dialog = await findFacts(`Restore ${HEBREW}`);
    await within(dialog).findByRole('textbox', { name: `Type ${HEBREW} to confirm` });
    expect(en.t('delete.lastGood', { servers: HEBREW })).toContain(`\u2068${HEBREW}\u2069`);
  });
});
