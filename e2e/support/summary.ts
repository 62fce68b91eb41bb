export type TestEnd = 'passed' | 'failed' | 'skipped';

/**
 * "N passed, N failed". Whatever should have run and did not pass counts as failed, and so does an error outside
 * the tests (a file that does not load), so that "0 failed" is only ever said of a good run.
 */
export function summaryLine(ends: readonly TestEnd[], errorsOutsideTests: number): string {
  const passed = ends.filter((end) => end === 'passed').length;
  const failed = ends.filter((end) => end === 'failed').length + errorsOutsideTests;
  return `${passed} passed, ${failed} failed`;
}
