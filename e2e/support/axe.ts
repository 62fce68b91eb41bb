import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 A and AA, with the criteria of 2.0 and 2.1. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export interface AxeScope {
  /** CSS selector of the part to check; the whole page by default. */
  readonly within?: string;
  /** CSS selector of a part that is checked elsewhere. */
  readonly besides?: string;
  /** For the report, such as "delete dialog, dark, Dutch". */
  readonly label?: string;
}

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

/** What is needed to find and fix a violation. */
interface ViolationFacts {
  readonly id: string;
  readonly impact?: Violation['impact'];
  readonly help: string;
  readonly helpUrl: string;
  readonly nodes: readonly Pick<Violation['nodes'][number], 'target' | 'html' | 'failureSummary'>[];
}

/** Violations as text: the rule, then every element with its reason. */
function describeViolations(violations: readonly ViolationFacts[]): string {
  return violations
    .map((violation) => {
      const head = `${violation.id} (${violation.impact ?? 'no impact given'}): ${violation.help}\n  ${violation.helpUrl}`;
      const nodes = violation.nodes.map((node) => {
        const reason = (node.failureSummary ?? '').replaceAll('\n', '\n      ');
        return `  - ${node.target.flat().join(' ')}\n      ${node.html}\n      ${reason}`;
      });
      return [head, ...nodes].join('\n');
    })
    .join('\n\n');
}

/** Fails on any WCAG 2.2 AA violation that axe finds in the current state of the page. */
export async function expectNoAxeViolations(page: Page, scope: AxeScope = {}): Promise<void> {
  const where = scope.label ?? new URL(page.url()).pathname;
  const { isInjected, moving } = await page.evaluate(() => ({
    // Injecting axe costs as much as a small check, and a page keeps it.
    isInjected: 'axe' in window,
    moving: document.getAnimations().length,
  }));
  // Half faded text has the wrong contrast.
  expect(moving, `animations despite reduced motion: ${where}`).toBe(0);
  const builder = new AxeBuilder(isInjected ? { page, axeSource: ';' } : { page })
    // Without frames to check, legacy mode saves opening a second page for each check.
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(TAGS);
  if (scope.within !== undefined) builder.include(scope.within);
  if (scope.besides !== undefined) builder.exclude(scope.besides);
  const { violations } = await builder.analyze();
  expect(describeViolations(violations), `accessibility of ${where}`).toBe('');
}
