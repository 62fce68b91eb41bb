/**
 * What is to be reached, as medians on a machine of two cores without a graphics processor. Goals of a list are by
 * the number of its backups; other sizes have none. Times mean something only beside the machine's calibration.
 */
export const GOALS = {
  firstLoadJsKb: 150,
  /** Content of a first load, slow 4G and a processor four times slower, against an empty React page. */
  contentToHello: 1.35,
  /** Rounded as it is told by browsers; below this nothing moves. */
  layoutShift: 0,
  dataToRowsMs: goalBySize({ 10000: 100, 100000: 300 }),
  keyToPaintMs: goalBySize({ 10000: 24, 100000: 24 }),
  heapMb: goalBySize({ 10000: 10, 100000: 45 }),
  scrollP95Ms: goalBySize({ 100000: 16.8 }),
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
