import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ColumnLayout, columnStyle, layoutFor, leastWidthPx } from './table-layout';

const WIDE: ColumnLayout = {
  layout: 'wide',
  tracks: [{ minPx: 100, grow: 1.2 }, { minPx: 80 }, { minPx: 200 }],
};
const MEDIUM: ColumnLayout = { layout: 'medium', tracks: [{ minPx: 90, grow: 1 }, { minPx: 60 }] };

test('a layout needs its columns, the gaps between them and the insets of a row', () => {
  expect(leastWidthPx(WIDE)).toBe(100 + 80 + 200 + 2 * 12 + 2 * 16);
});

test.each([
  [436, 'wide'],
  [435, 'medium'],
  [194, 'medium'],
  [193, undefined],
])('%i px of room', (widthPx, layout) => {
  expect(layoutFor(widthPx, [WIDE, MEDIUM])?.layout).toBe(layout);
});

test('a column that does not grow keeps its width', () => {
  expect(columnStyle(WIDE)['--columns']).toBe('minmax(100px, 1.2fr) 80px 200px');
});

test('a layout that does not fit is never chosen', () => {
  const track = fc.record({ minPx: fc.integer({ min: 0, max: 400 }) });
  const layout = fc.record({
    layout: fc.constantFrom('wide' as const, 'medium' as const),
    tracks: fc.array(track, { minLength: 1, maxLength: 12 }),
  });
  fc.assert(
    fc.property(fc.array(layout, { maxLength: 4 }), fc.integer({ min: 0, max: 2000 }), (layouts, widthPx) => {
      const chosen = layoutFor(widthPx, layouts);
      if (chosen === null) expect(layouts.every((each) => leastWidthPx(each) > widthPx)).toBe(true);
      else expect(leastWidthPx(chosen)).toBeLessThanOrEqual(widthPx);
    }),
  );
});
