import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserArgs, DISABLED_FEATURES } from './browser-args';

const require = createRequire(import.meta.url);

/** What Playwright itself turns off, as its own program has it. */
function disabledByPlaywright(): string[] {
  const home = dirname(require.resolve('playwright-core/package.json'));
  const program = readFileSync(join(home, 'lib/coreBundle.js'), 'utf8');
  const list = /\bdisabledFeatures = \[([^\]]*)\]/.exec(program)?.[1] ?? '';
  return [...list.matchAll(/^\s*"(\w+)"/gm)].flatMap(([, name]) => name ?? []);
}

describe('the switches of the browser', () => {
  it('turn off all that Playwright would, whose list they replace', () => {
    const names = disabledByPlaywright();
    expect(names.length).toBeGreaterThan(5);
    expect(DISABLED_FEATURES).toEqual(expect.arrayContaining(names));
  });

  it('go without Chromium’s own sandbox only for root, who cannot have it', () => {
    expect(browserArgs({ isRoot: true })).toContain('--no-sandbox');
    expect(browserArgs({ isRoot: false })).not.toContain('--no-sandbox');
  });
});
