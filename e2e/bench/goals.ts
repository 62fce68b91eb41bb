/**
 * Goals, as medians on a two-core machine without a GPU. List goals are keyed by the number of backups; other sizes
 * have none. Ratios hold on any machine; times only beside the machine's calibration.
 */
export const GOALS = {
  firstLoadJsKb: 150,
  /** Time to content on slow 4G at 4× CPU, against an empty React page. */
  firstVisitToHello: 1.5,
  secondVisitToHello: 1.7,
  /** Rounded like the browser's figure; below this nothing moves. */
  layoutShift: 0,
  dataToRowsMs: goalBySize({ 10000: 200, 20000: 300, 100000: 500 }),
  keyToPaintMs: goalBySize({ 10000: 24, 20000: 24, 100000: 32 }),
  slowKeyToPaintMs: goalBySize({ 10000: 48, 20000: 48 }),
  heapMb: goalBySize({ 20000: 16 }),
  /** Main-thread work of one gesture, against the bare list. */
  scrollWorkToReference: 1.2,
  frameMedianMs: 17,
  frameP95Ms: 50,
  fastFrameP95Ms: 100,
  blankFrames: 0,
  pollMainThreadMs: goalBySize({ 20000: 10 }),
  unchangedRows: 0,
  changedRows: 1,
  idleCalls: 10,
  hiddenCalls: 0,
  overviewMs: goalBySize({ 100000: 400 }),
  overviewLongestTaskMs: goalBySize({ 100000: 200 }),
} as const;

function goalBySize(goals: Readonly<Record<number, number>>): (backups: number) => number | undefined {
  return (backups) => goals[backups];
}
