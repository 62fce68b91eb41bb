import { describe, expect, it } from 'vitest';
import { loadLanguage } from './language';
import { createTranslator } from './translator';
import { type VerdictCounts, verdictText } from './verdict-text';

const en = createTranslator(await loadLanguage('en'), 'utc');
const nl = createTranslator(await loadLanguage('nl'), 'utc');

function summary(
  needsAttentionCount: number,
  serverCount: number,
  acknowledgedCount = 0,
  unwatchedCount = 0,
): VerdictCounts {
  return { needsAttentionCount, serverCount, acknowledgedCount, unwatchedCount };
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

  it.each<[attention: number, acknowledged: number, unwatched: number, english: string, dutch: string]>([
    [
      6,
      2,
      0,
      '6 of 14 servers need attention, 2 acknowledged',
      '6 van 14 servers vragen aandacht, 2 bevestigd',
    ],
    [
      1,
      1,
      3,
      '1 of 14 servers needs attention, 1 acknowledged, 3 not watched',
      '1 van 14 servers vraagt aandacht, 1 bevestigd, 3 niet bewaakt',
    ],
    [0, 2, 0, 'No server needs attention, 2 acknowledged', 'Geen server vraagt aandacht, 2 bevestigd'],
    [0, 0, 1, 'No server needs attention, 1 not watched', 'Geen server vraagt aandacht, 1 niet bewaakt'],
  ])('%d, with %d acknowledged and %d not watched: “%s”', (attention, known, unwatched, english, dutch) => {
    expect(verdictText(summary(attention, 14, known, unwatched), en)).toBe(english);
    expect(verdictText(summary(attention, 14, known, unwatched), nl)).toBe(dutch);
  });

  it('never says that everything is protected if there is nothing', () => {
    expect(verdictText(summary(0, 0), en)).toBe('No servers');
  });
});
