import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { summaryLine, type TestEnd } from './summary';

/** Ends every run with one plain line, "N passed, N failed", for people and scripts. */
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
    const ends = (this.#root?.allTests() ?? []).map(testEnd);
    process.stdout.write(`${summaryLine(ends, this.#errorsOutsideTests)}\n`);
  }

  printsToStdio(): boolean {
    return true;
  }
}

function testEnd(test: TestCase): TestEnd {
  // Skipped tests are left out; tests that an aborted run never reached are not.
  if (test.expectedStatus === 'skipped') return 'skipped';
  return test.outcome() === 'expected' ? 'passed' : 'failed';
}

// biome-ignore lint/style/noDefaultExport: Playwright takes a reporter from a file's default export.
export default SummaryReporter;
