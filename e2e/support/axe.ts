import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** WCAG 2.2 A and AA, with what it took over from 2.0 and 2.1. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export interface AxeScope {
  /** CSS selector of the part to look at; the whole page when left out. */
  readonly within?: string;
  /** Words for the report, such as "delete dialog, dark, Dutch". */
  readonly label?: string;
}

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

/** The part of a violation that a person needs to find and mend it. */
export interface ViolationFacts {
  readonly id: string;
  readonly impact?: Violation['impact'];
  readonly help: string;
  readonly helpUrl: string;
  readonly nodes: readonly Pick<Violation['nodes'][number], 'target' | 'html' | 'failureSummary'>[];
}

/** Violations as text: the rule, then every element with its reason. */
export function describeViolations(violations: readonly ViolationFacts[]): string {
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

/** Fails on any WCAG 2.2 AA violation that axe can see in the page as it stands. */
export async function expectNoAxeViolations(page: Page, scope: AxeScope = {}): Promise<void> {
  await animationsEnded(page);
  // No page here has frames. For those the other mode opens a second page a look, which takes longer than looking.
  const builder = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(TAGS);
  const { violations } = await (scope.within === undefined
    ? builder
    : builder.include(scope.within)
  ).analyze();
  const where = scope.label ?? new URL(page.url()).pathname;
  expect(describeViolations(violations), `accessibility of ${where}`).toBe('');
}

/** Half faded in, a text has a contrast that nobody meant. What turns for ever is left out. */
async function animationsEnded(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}
