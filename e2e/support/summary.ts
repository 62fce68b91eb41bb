export type TestEnd = 'passed' | 'failed' | 'skipped';

/**
 * "N passed, N failed". Anything that should have run and did not pass counts as failed, including errors outside tests
 * (such as a file that does not load), so "0 failed" always means a good run.
 */
export function summaryLine(ends: readonly TestEnd[], errorsOutsideTests: number): string {
  const passed = ends.filter((end) => end === 'passed').length;
  const failed = ends.filter((end) => end === 'failed').length + errorsOutsideTests;
  return `${passed} passed, ${failed} failed`;
}
