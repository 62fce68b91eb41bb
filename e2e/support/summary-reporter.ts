import type { FullResult, Reporter, Suite } from '@playwright/test/reporter';

/**
 * Ends every run with one plain line, "N passed, N failed", for people and scripts. Anything that should have run and did
 * not pass counts as failed, including errors outside tests (such as a file that does not load), so "0 failed" always
 * means a good run.
 */
class SummaryReporter implements Reporter {
  #root: Suite | undefined;
  #errorsOutsideTests = 0;

  onBegin(_config: unknown, root: Suite): void {
    this.#root = root;
  }

  onError(): void {
    this.#errorsOutsideTests += 1;
  }

  onEnd(_result: FullResult): void {
    // Skipped tests are left out; tests that an aborted run never reached are not.
    const tests = (this.#root?.allTests() ?? []).filter(({ expectedStatus }) => expectedStatus !== 'skipped');
    const passed = tests.filter((test) => test.outcome() === 'expected').length;
    const failed = tests.length - passed + this.#errorsOutsideTests;
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }

  printsToStdio(): boolean {
    return true;
  }
}

// biome-ignore lint/style/noDefaultExport: Playwright takes a reporter from a file's default export.
export default SummaryReporter;
