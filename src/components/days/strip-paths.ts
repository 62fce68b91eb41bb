import type { DayCell, DayKind } from '../../core/protection/day-strip';

/** The strip in units of its view box: a day is 5 wide, the gap after it 2, and it is 20 high. */
export const DAY_STEP = 7;
export const STRIP_HEIGHT = 20;

/** What shares one look: the days of a kind, good manual backups, and the hatch over failed ones. */
export type StripShape = Exclude<DayKind, 'after'> | 'manual' | 'hatch';

/** Path segments relative to a starting point: a whole day, its upper and lower half, and a frame. */
const WHOLE =
  'a1.5 1.5 0 0 1 1.5-1.5h2a1.5 1.5 0 0 1 1.5 1.5v17a1.5 1.5 0 0 1-1.5 1.5h-2a1.5 1.5 0 0 1-1.5-1.5z';
const UPPER = 'a1.5 1.5 0 0 1 1.5-1.5h2a1.5 1.5 0 0 1 1.5 1.5v7.5h-5z';
const LOWER = 'h5v8.5a1.5 1.5 0 0 1-1.5 1.5h-2a1.5 1.5 0 0 1-1.5-1.5z';
const FRAME = 'h4v19h-4z';
const FRAMED: ReadonlySet<DayKind> = new Set(['missed', 'late', 'gone', 'quiet']);

/** Diagonal stripes over one day: 2 high, 5 apart. */
function hatch(x: number, top: number, bottom: number): string {
  let path = '';
  for (let y = top + 7; y <= bottom; y += 5) path += `M${x} ${y}l5-5v-2l-5 5z`;
  return path;
}

/**
 * One SVG path per look, in drawing order. A day's manual backups are its upper part, whether or not its automatic
 * ones succeeded; future days are not drawn.
 */
export function stripPaths(cells: readonly DayCell[]): ReadonlyMap<StripShape, string> {
  const paths = new Map<StripShape, string>();
  const add = (shape: StripShape, path: string) => paths.set(shape, (paths.get(shape) ?? '') + path);
  for (const [index, { kind, manualKind }] of cells.entries()) {
    if (kind === 'after') continue;
    const x = index * DAY_STEP;
    const isSplit = manualKind !== null;
    if (FRAMED.has(kind)) add(kind, `M${x + 0.5} 0.5${FRAME}`);
    else add(kind, isSplit ? `M${x} 10${LOWER}` : `M${x} 1.5${WHOLE}`);
    if (kind === 'failed') add('hatch', hatch(x, isSplit ? 10 : 0, STRIP_HEIGHT));
    if (manualKind === null) continue;
    add(manualKind === 'good' ? 'manual' : manualKind, `M${x} 1.5${UPPER}`);
    if (manualKind === 'failed') add('hatch', hatch(x, 0, 9));
  }
  // Last, so that the hatch is painted over the days.
  const stripes = paths.get('hatch');
  if (stripes !== undefined && paths.delete('hatch')) paths.set('hatch', stripes);
  return paths;
}
