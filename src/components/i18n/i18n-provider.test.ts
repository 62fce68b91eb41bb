import { describe, expect, it } from 'vitest';
import { loadLanguage } from '../../core/text/language';
import { createI18n } from './i18n-provider';

const en = createI18n(await loadLanguage('en'), 'utc');
const nl = createI18n(await loadLanguage('nl'), 'utc');

describe('t', () => {
  it.each([
    [0, '0 servers', '0 servers'],
    [1, '1 server', '1 server'],
    [1284, '1,284 servers', '1.284 servers'],
  ])('counts %i servers in both languages', (count, english, dutch) => {
    expect(en.t('backups.servers', { count })).toBe(english);
    expect(nl.t('backups.servers', { count })).toBe(dutch);
  });

  it('fills names as text: an id is never written with thousands separators', () => {
    expect(en.t('backups.row.restoreLabel', { id: '12345' })).toBe('Restore backup 12345');
    expect(nl.t('restore.confirmLabel', { server: 'web-server-01' })).toBe(
      'Typ web-server-01 ter bevestiging',
    );
  });
});

describe('lookup', () => {
  it('knows the words for outside names that exist', () => {
    expect(en.lookup('status.in_progress')).toBe('In progress');
    expect(nl.lookup('status.in_progress')).toBe('Bezig');
  });

  it.each(['status.paused', 'status.', 'constructor', '__proto__', 'toString'])(
    'has no word for %s',
    (key) => {
      expect(en.lookup(key)).toBeUndefined();
      expect(nl.lookup(key)).toBeUndefined();
    },
  );
});

describe('format', () => {
  it('speaks the language, and shows the time zone, of the translator', () => {
    const iso = '2025-03-16T15:45:00Z';
    expect(en.format.dateTime(iso)).toBe('Sun 16 Mar 2025, 15:45 UTC');
    expect(nl.format.dateTime(iso)).toBe('zo 16 mrt. 2025, 15:45 UTC');
    expect(en.format.duration(15_120_000)).toBe('4 h 12 min');
    expect(nl.format.duration(15_120_000)).toBe('4 u 12 min');
  });
});
