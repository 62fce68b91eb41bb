import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { navigation } from '../../browser/navigation';
import { pass, startClock, TEST_NOW } from '../../testing/clock';
import { refuse } from '../../testing/faults';
import type { TestGateway } from '../../testing/gateway';
import { en, renderApp } from '../../testing/pages/app';

const VERDICT = '7 of 14 servers need attention';
const LINK = '/wall#key-1';

const findVerdict = () => screen.findByRole('heading', { level: 1, name: VERDICT });

/** The page's calls to its gateway, in order. */
function noting(asked: string[]) {
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (input: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? 'GET'} ${input}`);
    return real(input, init);
  });
}

/** Only the first call gets this answer. */
function lockedOnce(real: typeof fetch, answer: () => Response): typeof fetch {
  let isFirst = true;
  return async (input, init) => {
    if (!isFirst) return real(input, init);
    isFirst = false;
    return answer();
  };
}

const makeLink = ({ wallLinks }: TestGateway) => void wallLinks.add('', 'Office', null);

/** Opens a wall link, and notes what is asked from then on. */
const openLink = (asked: string[]) =>
  renderApp({
    path: LINK,
    before: (gateway) => {
      makeLink(gateway);
      noting(asked);
    },
  });

describe('a wall link', () => {
  it('shows the wall, removes its key from the address, and links nowhere', async () => {
    const asked: string[] = [];
    const app = await openLink(asked);
    await findVerdict();
    expect(window.location.pathname + window.location.hash).toBe('/wall');
    const main = within(screen.getByRole('main'));
    for (const role of ['link', 'button', 'navigation', 'textbox'] as const) {
      expect(screen.queryAllByRole(role), role).toEqual([]);
    }
    expect(document.querySelectorAll('[tabindex]')).toHaveLength(0);
    const [attention, fine] = main.getAllByRole('list');
    if (attention === undefined || fine === undefined) throw new Error('Two lists are missing.');
    expect(within(attention).getAllByRole('listitem')).toHaveLength(7);
    expect(within(attention).getAllByRole('img')[0]?.getAttribute('aria-label')).toBeTruthy();
    expect(within(fine).getAllByRole('listitem')).toHaveLength(7);
    expect(main.getByText(/^Updated at/)).toBeTruthy();
    await app.settled();
    expect(asked).toEqual(['POST /api/wall', 'GET /api/wall']);
    await waitFor(() => expect(document.title).toMatch(/^\(7\) /));
  });

  it('needs its key once: after a reload the cookie is enough', async () => {
    const app = await renderApp({ path: LINK, before: makeLink });
    await findVerdict();
    app.reload();
    await findVerdict();
  });

  it('opens when it is pasted over one that was revoked', async () => {
    const app = await renderApp({ path: '/wall#key-7', before: makeLink });
    await screen.findByText('This wall link doesn’t work.');
    act(() => void window.location.assign('#key-1'));
    await findVerdict();
    expect(window.location.pathname + window.location.hash).toBe('/wall');
    await app.settled();
  });

  it('shows agreements', async () => {
    await renderApp({
      path: LINK,
      before: (gateway) => {
        makeLink(gateway);
        void gateway.agreements.changeServer(12345, 0, (before) => ({
          ...before,
          version: 1,
          unwatched: { reason: 'Test', at: '2025-01-16T15:00:00.000Z', by: null },
        }));
      },
    });
    expect(await screen.findByText('Not watched')).toBeTruthy();
  });

  it('shows servers that the operator’s setting excludes', async () => {
    await renderApp({
      path: LINK,
      before: (gateway) => {
        makeLink(gateway);
        gateway.setIgnored('mail-01');
      },
    });
    const badge = await screen.findByText('Not watched (setting)');
    expect(badge.closest('li')?.textContent).toContain('mail-01');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      '6 of 14 servers need attention, 1 not watched',
    );
  });

  it('ends when revoked: nothing of the fleet stays, and polling stops', async () => {
    startClock();
    const asked: string[] = [];
    const app = await openLink(asked);
    await findVerdict();
    await app.wallLinks.remove('', 'link-1');
    await pass(61_000);
    await app.settled();
    expect((await screen.findByRole('alert')).textContent).toContain('This wall link was revoked.');
    expect(screen.queryByText('staging-01')).toBeNull();
    const count = asked.length;
    await pass(600_000);
    expect(asked).toHaveLength(count);
    app.reload();
    expect(await screen.findByText('This wall link doesn’t work.')).toBeTruthy();
  });

  it.each([
    ['/wall#key-7', 'This wall link doesn’t work.'],
    ['/wall', 'This screen has no wall link.'],
  ])('is asked for where there is none: %s', async (path, text) => {
    await renderApp({ path, before: makeLink });
    expect((await screen.findByRole('alert')).textContent).toContain(text);
    expect(window.location.pathname + window.location.hash).toBe('/wall');
    expect(screen.queryAllByRole('link')).toEqual([]);
  });

  it('is tried once when it is refused, not at each focus, and again when somebody asks', async () => {
    startClock();
    const asked: string[] = [];
    const app = await renderApp({ path: '/wall#key-7', before: () => noting(asked) });
    await screen.findByText('This wall link doesn’t work.');
    for (let times = 0; times < 6; times += 1) {
      act(() => {
        document.dispatchEvent(new Event('visibilitychange'));
        window.dispatchEvent(new Event('focus'));
        window.dispatchEvent(new Event('online'));
      });
      await pass(61_000);
    }
    await app.settled();
    expect(asked).toEqual(['POST /api/wall']);
    expect(screen.getByRole('alert').textContent).toContain('doesn’t try again by itself');
    await app.user.click(screen.getByRole('button', { name: 'Try again' }));
    await app.settled();
    expect(asked).toEqual(['POST /api/wall', 'POST /api/wall']);
  });

  it('says how long its address is locked out, and waits for that long', async () => {
    startClock();
    const asked: string[] = [];
    const app = await renderApp({
      path: LINK,
      before: (gateway) => {
        makeLink(gateway);
        noting(asked);
        const headers = { 'retry-after': '300', 'x-gateway-error': 'wall_limited' };
        const locked = { detail: 'Too many.', gateway: { code: 'wall_limited', reached: 'no' } };
        vi.stubGlobal(
          'fetch',
          lockedOnce(globalThis.fetch, () => Response.json(locked, { status: 429, headers })),
        );
      },
    });
    expect(await screen.findByText(/^For now no link is accepted from here/)).toBeTruthy();
    expect(screen.getAllByText(/^Trying again in (?:4 min|5 min)/).length).toBeGreaterThan(0);
    act(() => void window.dispatchEvent(new Event('focus')));
    await pass(290_000);
    expect(asked).toEqual([]);
    await pass(15_000);
    await app.settled();
    await findVerdict();
  });

  it('keeps its data while nothing can be read, says since when, and recovers', async () => {
    startClock();
    const app = await renderApp({ path: LINK, before: makeLink });
    await findVerdict();
    app.fault('GET /backups/', refuse(500, { detail: 'Oops' }), 2);
    await pass(61_000);
    await app.settled();
    expect(await screen.findByText(/^Couldn’t refresh\. .*Showing data from/)).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(VERDICT);
    await pass(61_000);
    await app.settled();
    await waitFor(() => expect(screen.queryByText(/^Couldn’t refresh/)).toBeNull());
  });

  it('survives its gateway: it says so, and keeps judging servers by the clock', async () => {
    startClock();
    const app = await renderApp({ path: LINK, before: makeLink });
    await findVerdict();
    app.unplug();
    vi.setSystemTime(TEST_NOW + 12 * 3_600_000);
    await pass(61_000);
    await app.settled();
    expect(screen.getByText(/^Couldn’t refresh/)).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1 }).textContent).not.toBe(VERDICT);
  });

  it('loads a newer build of the dashboard, after ten minutes at the earliest', async () => {
    startClock();
    const reload = vi.spyOn(navigation, 'reload').mockReturnValue();
    const app = await renderApp({ path: LINK, before: makeLink });
    await findVerdict();
    app.setWall({ build: 'build-2' });
    await pass(61_000);
    await app.settled();
    expect(reload).not.toHaveBeenCalled();
    await pass(600_000);
    await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  });

  it('says that the token cannot list servers', async () => {
    await renderApp({
      path: LINK,
      before: (gateway) => {
        makeLink(gateway);
        gateway.fault('GET /servers/', refuse(403, { detail: 'No.' }), 99);
      },
    });
    const text = en.t('overview.serversForbidden', { reason: en.t('error.forbidden.text') });
    expect(await screen.findByText(text)).toBeTruthy();
  });
});
