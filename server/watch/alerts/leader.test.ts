import { expect, it, vi } from 'vitest';
import { openPostgres } from '../../database/postgres';
import { createLog } from '../../http/log';
import { describeOnPostgres } from '../../testing/database/postgres';
import { openWatch, soundWorld, startReceiver } from '../../testing/watch/watch';
import { postgresLeadership } from './leader';

describeOnPostgres('leadership among gateways on one PostgreSQL', ({ newPlace, shut, reopen }) => {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });

  it('belongs to one, passes on when released, and is separate per scope', async () => {
    const url = await newPlace();
    const [one, two] = [postgresLeadership(url, 'a', log), postgresLeadership(url, 'a', log)];
    const other = postgresLeadership(url, 'b', log);
    expect([await one.hold(), await two.hold(), await other.hold()]).toEqual([true, false, true]);
    expect([one.isHeld(), two.isHeld()]).toEqual([true, false]);
    expect([await one.hold(), await two.hold()]).toEqual([true, false]);
    await one.release();
    expect(one.isHeld()).toBe(false);
    expect([await two.hold(), await one.hold()]).toEqual([true, false]);
    await Promise.all([one.release(), two.release(), other.release()]);
  });

  it('is lost with its connection, noticed at once, and can be regained', async () => {
    const url = await newPlace();
    const one = postgresLeadership(url, 'a', log);
    expect(await one.hold()).toBe(true);
    await shut(url);
    await vi.waitFor(() => expect(one.isHeld()).toBe(false), { timeout: 10_000 });
    expect(await one.hold()).toBe(false);
    await reopen(url);
    expect(await one.hold()).toBe(true);
    await one.release();
    expect(lines.join('')).toContain('watch_lock_unavailable');
    // Neither the password nor the address.
    expect(lines.join('')).not.toMatch(/canary|127\.0\.0\.1/);
  });

  it('sends nothing twice from two checks at once', async () => {
    const hook = await startReceiver();
    const url = await newPlace();
    const world = soundWorld();
    const databases = [await openPostgres(url), await openPostgres(url)];
    const watches = await Promise.all(
      databases.map((database) => openWatch({ world, webhookUrl: hook.url, database })),
    );
    const together = async () => {
      world.nowMs += 300_000;
      await Promise.all(watches.map((watch) => watch.check()));
    };
    await together();
    world.backups = [];
    await together();
    await together();
    await watches[0]?.deliver();
    expect(hook.told()).toEqual(['summary', 'unprotected web-01']);
    await Promise.all(databases.map((database) => database.close()));
  });
});
