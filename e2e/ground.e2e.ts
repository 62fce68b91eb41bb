import { OFFENCES } from './support/offences';
import { expect, test } from './support/test';

// A page that is nothing but an answer of the gateway names no icon, so the browser asks for one.
test.beforeEach(async ({ page, browserErrors }) => {
  browserErrors.allow('/favicon.ico');
  await page.goto('/healthz');
});

for (const [name, commit] of Object.entries(OFFENCES)) {
  test(`notices ${name}, unless the test announced it`, async ({ page, browserErrors }) => {
    await page.evaluate(commit);
    await expect.poll(() => browserErrors.unexpected()).toContainEqual(expect.stringContaining('offence'));
    browserErrors.allow('offence');
    await expect.poll(() => browserErrors.unexpected()).toEqual([]);
  });
}

test('fails a test for what was noticed', async ({ page }) => {
  test.fail();
  await page.evaluate(OFFENCES['a console error'] ?? (() => null));
});

test('moves the clocks of page and sandbox together', async ({ page, sandbox, advance }) => {
  const before = await page.evaluate(() => Date.now());
  await advance(3_600_000, { stepMs: 1_200_000 });
  expect(await page.evaluate(() => Date.now())).toBeGreaterThanOrEqual(before + 3_600_000);
  expect((await sandbox.state()).now).toBe('2025-01-16T16:45:00.000Z');
});

test('opens a second tab at the same time of day', async ({ page, context, advance }) => {
  await advance(3_600_000);
  const tab = await context.newPage();
  await tab.goto('/healthz');
  const times = await Promise.all([page, tab].map((each) => each.evaluate(() => Date.now())));
  expect(Math.abs(Number(times[0]) - Number(times[1]))).toBeLessThan(60_000);
});

test('shows the page in its own language, zone and time', async ({ page }) => {
  const shown = await page.evaluate(() =>
    new Date().toLocaleString(undefined, { timeZoneName: 'long', hour12: false }),
  );
  expect(shown).toMatch(/^16\/01\/2025, 16:4\d:\d\d Central European Standard Time$/);
});
