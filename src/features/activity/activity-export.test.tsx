import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { logged, openLog } from '../../testing/log';
import { renderApp } from '../../testing/pages/app';

describe('the exported log', () => {
  it('follows the filters', async () => {
    await renderApp({ path: '/activity?server=12345&actor=ops', before: openLog([logged(1)]).before });
    const csv = await screen.findByRole('link', { name: 'Export as CSV' });
    expect(csv.getAttribute('href')).toBe('/api/activity/export?format=csv&server=12345&actor=ops');
    expect(csv.hasAttribute('download')).toBe(true);
    expect(screen.getByRole('link', { name: 'Export as JSON' }).getAttribute('href')).toBe(
      '/api/activity/export?format=json&server=12345&actor=ops',
    );
  });

  it('has semicolons where the dashboard is in Dutch', async () => {
    await renderApp({ path: '/activity', language: 'nl', before: openLog([logged(1)]).before });
    const csv = await screen.findByRole('link', { name: 'Exporteren als CSV' });
    expect(csv.getAttribute('href')).toBe('/api/activity/export?format=csv&separator=semicolon');
  });
});
