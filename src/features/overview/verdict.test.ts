import { describe, expect, it } from 'vitest';
import { createI18n } from '../../components/i18n/i18n-provider';
import type { FleetSummary } from '../../core/fleet/fleet-summary';
import { fleetSummary } from '../../core/fleet/fleet-summary';
import { loadLanguage } from '../../core/text/language';
import { verdictText } from './verdict';

const en = createI18n(await loadLanguage('en'), 'utc');
const nl = createI18n(await loadLanguage('nl'), 'utc');

function summary(needsAttentionCount: number, serverCount: number): FleetSummary {
  return { ...fleetSummary([], { nowMs: 0 }), needsAttentionCount, serverCount };
}

describe('the verdict', () => {
  it.each<[attention: number, servers: number, english: string, dutch: string]>([
    [3, 14, '3 of 14 servers need attention', '3 van 14 servers vragen aandacht'],
    [2, 2, '2 of 2 servers need attention', '2 van 2 servers vragen aandacht'],
    [1, 14, '1 of 14 servers needs attention', '1 van 14 servers vraagt aandacht'],
    [1, 1, 'Your server needs attention', 'Je server vraagt aandacht'],
    [0, 14, 'All 14 servers are protected', 'Alle 14 servers zijn beschermd'],
    [0, 1, 'Your server is protected', 'Je server is beschermd'],
    [1200, 2500, '1,200 of 2,500 servers need attention', '1.200 van 2.500 servers vragen aandacht'],
  ])('%d of %d: “%s”', (attention, servers, english, dutch) => {
    expect(verdictText(summary(attention, servers), en)).toBe(english);
    expect(verdictText(summary(attention, servers), nl)).toBe(dutch);
  });

  it('never says of nothing that all of it is protected', () => {
    expect(verdictText(summary(0, 0), en)).toBe('No servers');
  });
});
