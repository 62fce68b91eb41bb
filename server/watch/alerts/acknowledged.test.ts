import { beforeEach, describe, expect, it } from 'vitest';
import type { Acknowledgement, ServerAgreement } from '../../../src/core/agreements/agreement';
import { agreementsOf } from '../../../src/core/agreements/agreement';
import { wireBackup } from '../../testing/provider/fleet-upstream';
import {
  begunWatch,
  DAY,
  HOUR,
  type Receiver,
  soundWorld,
  startReceiver,
  T0,
  WEB,
} from '../../testing/watch/watch';

const NOTHING = { expectation: null, unwatched: null, acceptedBackupId: null, tags: [], note: null };

let hook: Receiver;
beforeEach(async () => {
  hook = await startReceiver();
});

/** A watch of a late server that people acknowledged before any alert. */
async function acknowledgedWatch(changes: Partial<Acknowledgement> = {}) {
  const acknowledgement: Acknowledgement = {
    reason: 'Known',
    at: new Date(T0 + 30 * HOUR).toISOString(),
    by: null,
    state: 'late',
    isInError: false,
    until: null,
    ended: null,
    ...changes,
  };
  let agreed: ServerAgreement = { serverId: WEB.id, version: 1, ...NOTHING, acknowledgement };
  const begun = await begunWatch(hook, soundWorld(), {
    readAgreements: async () => agreementsOf({ servers: [agreed], tags: [] }),
  });
  begun.world.nowMs = T0 + 31 * HOUR;
  await begun.watch.turns(3);
  expect(begun.toldSince()).toEqual([]);
  return {
    ...begun,
    endByHand: () => {
      agreed = { ...agreed, acknowledgement: null };
    },
  };
}

describe('one alert says that an acknowledgement ended, and why', () => {
  it.each([
    [
      'it got worse',
      {},
      T0 + 3 * DAY,
      'missed',
      'The acknowledgement ended because it got worse. Usually every',
    ],
    [
      'its date has come',
      { until: new Date(T0 + 32 * HOUR).toISOString() },
      T0 + 32 * HOUR,
      'late',
      'The acknowledgement ended because its date has come. Usually every',
    ],
  ] as const)('%s', async (_name, changes, laterMs, event, words) => {
    const { world, watch, toldSince } = await acknowledgedWatch(changes);
    world.nowMs = laterMs;
    await watch.turns(4);
    expect(toldSince()).toEqual([`${event} web-01`]);
    expect(hook.alerts().at(-1)?.reason).toContain(words);
  });

  it('somebody ended it', async () => {
    const { watch, toldSince, endByHand } = await acknowledgedWatch();
    endByHand();
    await watch.turns(4);
    expect(toldSince()).toEqual(['late web-01']);
    expect(hook.alerts().at(-1)?.reason).toContain('The acknowledgement has ended.');
  });

  it('a good backup came after an alert', async () => {
    const { world, watch, toldSince, endByHand } = await acknowledgedWatch();
    endByHand();
    await watch.turns(3);
    world.backups = [...world.backups, wireBackup(7, WEB, world.nowMs)];
    await watch.turns(3);
    expect(toldSince()).toEqual(['late web-01', 'recovered web-01']);
  });
});
