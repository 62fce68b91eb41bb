import type { AppliedExpectation } from './expectation';
import { type Exposure, exposureOf } from './protection-exposure';
import { factsOf } from './protection-facts';
import type { History } from './protection-history';
import { type Judged, type Reasons, reasonsOf } from './protection-reasons';
import { stateOf } from './protection-state';

/**
 * How well one server is protected, concluded from its backups, and from what people agreed where they did: the
 * provider's schedule is unknown. The states are defined at `PROTECTION_ORDER`.
 *
 * - A backup of unknown status counts as neither good nor failed nor running.
 * - A backup without a readable date counts as stored and good, but makes no server fresh and has no place in a
 *   streak or an interval.
 * - A date up to a day in the future counts as now; later ones count as unreadable.
 */
export interface Protection extends Judged {
  /** True in every state but `protected`. */
  readonly needsAttention: boolean;
  readonly reasons: Reasons;
  readonly exposure: Exposure;
}

/**
 * @param history of one server
 * @param nowMs epoch ms, corrected by the provider's clock (`correctedNowMs`)
 * @param expectation what is agreed for this server, if anything
 */
export function protectionOf(
  history: History,
  nowMs: number,
  expectation: AppliedExpectation | null = null,
): Protection {
  const facts = factsOf(history, nowMs);
  const exposure = exposureOf(history);
  const state = stateOf(facts, exposure, expectation, nowMs);
  const judged: Judged = { ...facts, exposure, state, expectation };
  return { ...judged, needsAttention: state !== 'protected', reasons: reasonsOf(judged, nowMs) };
}
