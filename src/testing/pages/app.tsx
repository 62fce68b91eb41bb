import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { type UserEvent, userEvent } from '@testing-library/user-event';
import { expect, onTestFinished, vi } from 'vitest';
import { openSqlite } from '../../../server/database/sqlite';
import type { SandboxOptions } from '../../../server/sandbox/sandbox';
import { App } from '../../app/app';
import { createQueryClient } from '../../app/query-client';
import { setPreferences } from '../../browser/storage/preferences';
import { createI18n } from '../../components/i18n/i18n-provider';
import { type Language, loadFirstWords, loadLanguage } from '../../core/text/language';
import { openGateway, type TestGateway } from '../gateway';

// Lazy parts of the app, loaded up front so that tests wait for nothing else.
await Promise.all([
  import('../../app/lazy-dialog'),
  import('../../app/lazy-server-page'),
  import('../../app/services/lazy-services'),
  import('../../components/loading/lazy-failures'),
  import('../../components/row-menu/lazy-row-menu'),
  import('../../features/activity/activity-page'),
  import('../../features/backups/backups-page'),
  import('../../features/backups/lazy-selection-bar'),
  import('../../features/overview/lazy-server-selection'),
  import('../../features/overview/lazy-wall-view'),
  import('../../features/overview/overview-page'),
  import('../../features/settings/settings-page'),
  import('../../ui/fields/combobox'),
]);

/** English messages in UTC, to compare with a page's text. */
export const en = createI18n(await loadLanguage('en'), 'utc');

export interface AppSetup {
  /** The browser's location, query included. */
  readonly path?: string;
  readonly sandboxOptions?: Partial<SandboxOptions>;
  readonly language?: Language;
  /** The gateway's setting READ_ONLY. */
  readonly isReadOnly?: boolean;
  /** Whether there are schedules, in their own database. */
  readonly hasSchedules?: boolean;
  /** Prepares the provider before the page's first request. */
  readonly before?: (gateway: TestGateway) => void;
}

export interface TestApp extends Omit<TestGateway, 'close'> {
  readonly user: UserEvent;
  /** Resolves when no call is pending and all answers are rendered. */
  readonly settled: () => Promise<void>;
  /** Reloads the page in the same tab: storage stays, everything else is gone. */
  readonly reload: () => void;
  /** The browser's Back. */
  readonly back: () => Promise<void>;
}

/** Renders the whole app at a URL, with the real gateway and its own sandbox. */
export async function renderApp(setup: AppSetup = {}): Promise<TestApp> {
  const { path = '/backups', sandboxOptions, language = 'en', isReadOnly = false, before } = setup;
  const database = setup.hasSchedules === true ? await openSqlite(':memory:') : null;
  const gateway = openGateway(sandboxOptions, { isReadOnly, database });
  vi.stubGlobal('fetch', gateway.fetch);
  before?.(gateway);
  setPreferences({ language });
  window.history.replaceState(null, '', path);
  const firstPack = await loadFirstWords(language);
  // Loaded up front: React warns if a test renders something that suspends.
  await loadLanguage(language);

  const open = () => {
    const queryClient = createQueryClient();
    const page = render(<App firstPack={firstPack} queryClient={queryClient} />);
    return () => {
      page.unmount();
      queryClient.clear();
    };
  };
  let leave = open();
  onTestFinished(() => {
    leave();
    gateway.close();
  });
  return {
    ...gateway,
    user: userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms).then(() => undefined) }),
    settled: async () => {
      await waitFor(() => expect(gateway.underWay()).toBe(0));
      await act(async () => {
        await new Promise((resolve) => setTimeout(resolve));
      });
    },
    reload: () => {
      leave();
      leave = open();
    },
    back: async () => {
      const moved = new Promise((resolve) => {
        window.addEventListener('popstate', resolve, { once: true });
      });
      await act(async () => {
        window.history.back();
        await moved;
      });
    },
  };
}

/** A table by its name. */
export async function findWhole(name: string): Promise<HTMLElement> {
  return await screen.findByRole('table', { name });
}

/** The table of backups, once rendered. */
export function findTable(): Promise<HTMLElement> {
  return findWhole('Backups');
}

/** The rendered rows of backups, top first, without the header. */
export function rowsOf(table: HTMLElement): HTMLElement[] {
  return [...table.querySelectorAll<HTMLElement>('[data-row]')];
}

/** The row of a backup. */
export function rowOf(table: HTMLElement, id: number): HTMLElement {
  const row = rowsOf(table).find((each) => within(each).queryByText(`#${id}`) !== null);
  if (row === undefined) throw new Error(`Backup ${id} is in no row that is drawn.`);
  return row;
}

/** A button in a backup's row, rendered while the pointer is over the row. */
export function rowButton(table: HTMLElement, action: 'Restore' | 'Delete', id: number): HTMLElement {
  const row = rowOf(table, id);
  fireEvent.pointerEnter(row);
  return within(row).getByRole('button', { name: `${action} backup ${id}` });
}

export function findDialog(name: string | RegExp): Promise<HTMLElement> {
  return screen.findByRole('dialog', { name });
}

/** A backup's dialog, once it knows the backup. */
export function findFacts(name: string): Promise<HTMLElement> {
  return waitFor(() => {
    const dialog = screen.getByRole('dialog', { name });
    expect(factsOf(dialog)).not.toEqual({});
    return dialog;
  });
}

export async function dialogIsGone(): Promise<void> {
  await waitFor(() => expect(screen.queryAllByRole('dialog')).toHaveLength(0));
}

/** The messages currently on the page. */
export function toasts(): string[] {
  const region = document.querySelector('.toast-region');
  return [...(region?.querySelectorAll('.toast__text') ?? [])].map((toast) => toast.textContent ?? '');
}

/** Labels and values of the facts in a dialog or card. */
export function factsOf(element: HTMLElement): Record<string, string> {
  const facts = [...element.querySelectorAll('dl > div')].map((fact) => [
    fact.querySelector('dt')?.textContent ?? '',
    fact.querySelector('dd')?.textContent ?? '',
  ]);
  return Object.fromEntries(facts);
}

/** The facts of backup 499 in a dialog, without time and age. */
export const FACTS_499 = {
  Server: 'web-server-01 · #12345 · 203.0.113.10',
  'Server status': 'Active',
  Backup: '#499 · manual · completed · 4.5 GB',
  Expires: 'never',
  Description: 'Pre-update backup',
  Account: 'ops@example.com',
};

/** The query of the address bar. */
export function query(): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(window.location.search));
}
