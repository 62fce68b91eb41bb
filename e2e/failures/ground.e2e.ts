import { OFFENCES } from '../support/offences';
import { expect, test } from '../support/test';

// A plain JSON page names no icon, so the browser requests the default one.
test.beforeEach(async ({ page, browserErrors }) => {
  browserErrors.allow('/favicon.ico');
  await page.goto('/healthz');
});

/** How each offence is reported. Errors in timers are reported by the fake clock that runs them. */
const NOTICED: readonly RegExp[] = [
  /^console\.error: offence/,
  /^console\.warning: offence/,
  /^console\.error: Error: offence/,
  /^page error: Error: offence/,
  /^CSP violation: .*offence\.example/,
  /^console\.error: .*404.*\/api\/offence/,
];

test('every browser error is noticed unless the test allows it', async ({ page, browserErrors }) => {
  for (const commit of Object.values(OFFENCES)) await page.evaluate(commit);
  for (const complaint of NOTICED) {
    await expect.poll(() => browserErrors.unexpected()).toContainEqual(expect.stringMatching(complaint));
  }
  browserErrors.allow('offence');
  expect(browserErrors.unexpected()).toEqual([]);
});

test('a browser error fails its test', async ({ page }) => {
  test.fail();
  await page.evaluate(OFFENCES['a console error'] ?? (() => null));
});

test('page and sandbox clocks advance together; locale and time zone are fixed', async ({
  page,
  context,
  sandbox,
  advance,
}) => {
  const shown = await page.evaluate(() =>
    new Date().toLocaleString(undefined, { timeZoneName: 'long', hour12: false }),
  );
  expect(shown).toMatch(/^16\/01\/2025, 16:4\d:\d\d Central European Standard Time$/);
  const before = await page.evaluate(() => Date.now());
  await advance(3_600_000, { stepMs: 1_200_000 });
  expect(await page.evaluate(() => Date.now())).toBeGreaterThanOrEqual(before + 3_600_000);
  expect((await sandbox.state()).now).toBe('2025-01-16T16:45:00.000Z');

  const tab = await context.newPage();
  await tab.goto('/healthz');
  const times = await Promise.all([page, tab].map((each) => each.evaluate(() => Date.now())));
  expect(Math.abs(Number(times[0]) - Number(times[1]))).toBeLessThan(60_000);
});
