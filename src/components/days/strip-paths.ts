import type { DayCell, DayKind } from '../../core/protection/day-strip';

/** The strip in units of its view box: a day is 5 wide, the gap after it 2, and it is 20 high. */
export const DAY_STEP = 7;
export const STRIP_HEIGHT = 20;

/** What is drawn in one look: the days of a kind, the good manual backups above them, and the hatch of what failed. */
export type StripShape = Exclude<DayKind, 'after'> | 'manual' | 'hatch';

/** Rounded boxes, which follow a starting point: a whole day, its upper and its lower part, and a frame. */
const WHOLE =
  'a1.5 1.5 0 0 1 1.5-1.5h2a1.5 1.5 0 0 1 1.5 1.5v17a1.5 1.5 0 0 1-1.5 1.5h-2a1.5 1.5 0 0 1-1.5-1.5z';
const UPPER = 'a1.5 1.5 0 0 1 1.5-1.5h2a1.5 1.5 0 0 1 1.5 1.5v7.5h-5z';
const LOWER = 'h5v8.5a1.5 1.5 0 0 1-1.5 1.5h-2a1.5 1.5 0 0 1-1.5-1.5z';
const FRAME = 'h4v19h-4z';
const FRAMED: ReadonlySet<DayKind> = new Set(['missed', 'late', 'gone', 'quiet']);

/** Stripes across a box of 5 that rise to the right, 2 high and 5 apart. */
function hatch(x: number, top: number, bottom: number): string {
  let path = '';
  for (let y = top + 7; y <= bottom; y += 5) path += `M${x} ${y}l5-5v-2l-5 5z`;
  return path;
}

/**
 * A strip as one SVG path a look, in the order they are drawn. The manual backups of a day are the upper part of it,
 * whatever became of the automatic ones; those of a future day are not drawn.
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
  // The hatch lies on what it marks.
  const stripes = paths.get('hatch');
  if (stripes !== undefined && paths.delete('hatch')) paths.set('hatch', stripes);
  return paths;
}
