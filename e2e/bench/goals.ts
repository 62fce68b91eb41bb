/**
 * What is to be reached, as medians on a machine of two cores without a graphics processor. Goals of a list are by
 * the number of its backups; other sizes have none. Ratios stand on any machine; times mean something only beside the
 * machine's calibration.
 */
export const GOALS = {
  firstLoadJsKb: 150,
  /** Content on slow 4G and a processor four times slower, against an empty React page. */
  firstVisitToHello: 1.5,
  secondVisitToHello: 1.7,
  /** Rounded as it is told by browsers; below this nothing moves. */
  layoutShift: 0,
  dataToRowsMs: goalBySize({ 10000: 200, 20000: 300, 100000: 500 }),
  keyToPaintMs: goalBySize({ 10000: 24, 20000: 24, 100000: 32 }),
  slowKeyToPaintMs: goalBySize({ 10000: 48, 20000: 48 }),
  heapMb: goalBySize({ 20000: 16 }),
  /** The main thread's work for one gesture, against the bare list. */
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
