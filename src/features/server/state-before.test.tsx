import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderWeb, type ToldBackup } from '../../testing/fleets/fleet';
import { factsOf, findFacts, query, renderApp, type TestApp } from '../../testing/pages/app';

/** Noon of the last five days; the backup of the 14th failed, that of the 13th is empty. */
const NOONS: readonly ToldBackup[] = [
  { id: 116, hoursAgo: 3.75 },
  { id: 115, hoursAgo: 27.75 },
  { id: 114, hoursAgo: 51.75, status: 'failed' },
  { id: 113, hoursAgo: 75.75, sizeMb: 0 },
  { id: 112, hoursAgo: 99.75 },
];

async function openPanel(
  language: 'en' | 'nl' = 'en',
  backups = NOONS,
): Promise<{ app: TestApp; panel: HTMLElement }> {
  const app = await renderWeb(backups, { language });
  const name = language === 'en' ? 'Find a restore point' : 'Back-up van vóór…';
  return { app, panel: await screen.findByRole('region', { name }) };
}

function pick(panel: HTMLElement, moment: string): void {
  const field = panel.querySelector<HTMLInputElement>('input[type="datetime-local"]');
  if (field === null) throw new Error('No field for the moment.');
  fireEvent.change(field, { target: { value: moment } });
}

const lines = (panel: HTMLElement) =>
  [...within(panel).getByRole('status').querySelectorAll('p')].map(({ textContent }) => textContent ?? '');

describe('the state before a moment', () => {
  it.each([
    {
      when: 'between two good ones',
      moment: '2025-01-16T09:30',
      says: [
        'Backup #115, made Wed 15 Jan 2025, 12:00 UTC, 21 h 30 min before that moment.',
        'Lost from before that moment: what was written in the 21 h 30 min after the backup.',
        'Lost from after it: everything written in the 6 h 15 min since that moment.',
        'The next good backup after that moment is #116 (Thu 16 Jan 2025, 12:00 UTC).',
      ],
    },
    {
      when: 'after a failed and an empty one, which are passed over',
      moment: '2025-01-14T18:00',
      says: [
        'Backup #112, made Sun 12 Jan 2025, 12:00 UTC, 2 d 6 h before that moment.',
        'Newer, but suspicious: backup #113, made Mon 13 Jan 2025, 12:00 UTC. Empty (0 MB).',
        'Lost from before that moment: what was written in the 2 d 6 h after the backup.',
        'Lost from after it: everything written in the 1 d 21 h since that moment.',
        'The next good backup after that moment is #115 (Wed 15 Jan 2025, 12:00 UTC).',
      ],
    },
    {
      when: 'in the very minute of a backup, which may hold the trouble already',
      moment: '2025-01-16T12:00',
      says: [
        'Backup #115, made Wed 15 Jan 2025, 12:00 UTC, 1 d before that moment.',
        'Lost from before that moment: what was written in the 1 d after the backup.',
        'Lost from after it: everything written in the 3 h 45 min since that moment.',
        'The next good backup after that moment is #116 (Thu 16 Jan 2025, 12:00 UTC).',
      ],
    },
    {
      when: 'after the newest of all',
      moment: '2025-01-16T15:00',
      says: [
        'Backup #116, made Thu 16 Jan 2025, 12:00 UTC, 3 h before that moment.',
        'Lost from before that moment: what was written in the 3 h after the backup.',
        'Lost from after it: everything written in the 45 min since that moment.',
        'There is no good backup after that moment.',
      ],
    },
    {
      when: 'before the first of all',
      moment: '2025-01-12T12:00',
      says: ['There is no good backup from before that moment.'],
    },
    { when: 'that is still to come', moment: '2025-01-16T15:46', says: ['That moment is in the future.'] },
  ])('$when: $moment', async ({ moment, says }) => {
    const { panel } = await openPanel();
    expect(lines(panel)).toEqual([]);
    pick(panel, moment);
    expect(lines(panel)).toEqual(says);
    const button = within(panel).queryByRole('button', { name: 'Restore this backup' });
    expect(button === null).toBe(says.length === 1);
  });

  it('does not rule out a backup without a known date', async () => {
    const { panel } = await openPanel('en', [...NOONS, { id: 120, hoursAgo: 0, isUndated: true }]);
    pick(panel, '2025-01-12T12:00');
    expect(lines(panel)).toEqual([
      'No good backup is known to be from before that moment.',
      '1 good backup has no plausible date; it may be from before or after that moment.',
    ]);
    pick(panel, '2025-01-16T09:30');
    expect(lines(panel)).toHaveLength(5);
    expect(lines(panel).at(-1)).toMatch(/^1 good backup has no plausible date/);
  });

  it('names the time zone, and allows no time in the future', async () => {
    const { panel } = await openPanel();
    const field = within(panel).getByLabelText<HTMLInputElement>(/^Time of the incident or change in UTC$/);
    expect(field.max).toBe('2025-01-16T15:45');
  });

  it.each([
    ['en', 'Tue 14 Jan 2025, 18:00 UTC'],
    ['nl', 'di 14 jan. 2025, 18:00 UTC'],
  ] as const)(
    "repeats the moment in words, because the input uses the browser's language (%s)",
    async (language, words) => {
      const { panel } = await openPanel(language);
      const field = panel.querySelector('input');
      const described = document.getElementById(field?.getAttribute('aria-describedby') ?? '');
      expect(described?.textContent).toBe('');
      pick(panel, '2025-01-14T18:00');
      expect(described?.textContent).toBe(words);
    },
  );

  it('uses the local time zone if chosen', async () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await renderApp({ path: '/servers/12345' });
    const panel = await screen.findByRole('region', { name: 'Find a restore point' });
    expect(within(panel).getByText(`in ${zone}`)).toBeTruthy();
    // Written the way that zone writes it: the same minute, whatever the zone.
    const local = new Date(
      Date.UTC(2025, 0, 16, 4) - new Date(Date.UTC(2025, 0, 16, 4)).getTimezoneOffset() * 60_000,
    );
    pick(panel, local.toISOString().slice(0, 16));
    expect(lines(panel)[0]).toMatch(/^Backup #501, /);
    expect(lines(panel)[2]).toContain('11 h 45 min');
  });

  it('opens the dialog for exactly the backup it found', async () => {
    const { app, panel } = await openPanel();
    pick(panel, '2025-01-14T18:00');
    await app.user.click(within(panel).getByRole('button', { name: 'Restore this backup' }));
    expect(query()).toEqual({ dialog: 'restore:112' });
    const dialog = await findFacts('Restore web');
    expect(factsOf(dialog)['Backup']).toMatch(/^#112 /);
    expect(app.writes()).toEqual([]);
    await app.user.keyboard('{Escape}');
    // The moment is still there to be changed.
    expect(panel.querySelector('input')?.value).toBe('2025-01-14T18:00');
  });

  it('shows nothing again when the time is cleared', async () => {
    const { panel } = await openPanel();
    pick(panel, '2025-01-14T18:00');
    pick(panel, '');
    expect(lines(panel)).toEqual([]);
  });

  it('is available in Dutch', async () => {
    const { panel } = await openPanel('nl');
    pick(panel, '2025-01-14T18:00');
    expect(lines(panel)).toHaveLength(5);
    expect(lines(panel).join(' ')).toMatch(/#112.*2 d 6 u.*#115/);
    expect(lines(panel).join(' ')).not.toMatch(/[{}]|Lost/);
  });
});
