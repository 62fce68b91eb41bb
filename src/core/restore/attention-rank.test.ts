import { expect, it } from 'vitest';
import { accepted, at, lost, ready, through, unanswered, waiting } from '../../testing/fleets/safe-restore';
import { MINUTE_MS } from '../lib/time-units';
import { attentionRank } from './attention-rank';

const restored = through(accepted, at(3 * MINUTE_MS).drop);

it.each([
  ['of unknown outcome', unanswered, 0],
  ['waiting for a person', through(waiting, at(1000).revisit), 0],
  ['restored', restored, 1],
  ['making its safety backup', waiting, 2],
  ['looking for its safety backup', lost, 2],
  ['about to restore', ready, 2],
])('ranks a restore that is %s', (_case, state, rank) => {
  expect(attentionRank({ state })).toBe(rank);
});
