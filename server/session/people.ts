import type { AccountActivity, LogOfAccounts } from '../audit/activity';
import { createRecentLists, type RecentLists } from '../audit/recent-lists';
import type { Upstreams } from '../provider/upstream';
import type { Holder } from './sessions';

/** What is remembered of somebody helps for minutes, and costs memory. */
const MAX_PEOPLE = 50;
const MAX_LIST_BYTES = 8 * 1024 * 1024;
/** Of all of them: who was here longest ago is forgotten first. */
const MAX_LIST_BYTES_TOGETHER = 96 * 1024 * 1024;
const FORGET_AFTER_MS = 10 * 60_000;

/** What the gateway keeps in memory for those who work with it, each apart from all others. */
export interface People {
  /** The way to the provider and the log for whoever has this token. */
  activityOf(holder: Pick<Holder, 'token' | 'account'>): AccountActivity;
}

export interface PeopleOptions {
  readonly upstreams: Upstreams;
  readonly accounts: LogOfAccounts;
  readonly now?: () => number;
}

/** Kept by token and account: lists just seen, whose token it is. Never shared, bounded in number, size and age. */
export function createPeople(options: PeopleOptions): People {
  const { upstreams, accounts, now = () => performance.now() } = options;
  // In the order of their last use.
  const known = new Map<string, Person>();

  return {
    activityOf({ token, account }) {
      const key = `${account} ${token}`;
      const recent = known.get(key)?.recent ?? createRecentLists(undefined, MAX_LIST_BYTES);
      const activity =
        known.get(key)?.activity ??
        accounts.of({
          upstream: upstreams.as(token),
          account,
          // No other: what anybody tries to sign in with must not change what stands in the log of somebody else.
          secret: token,
          recent,
        });
      known.delete(key);
      let bytes =
        recent.bytes() + [...known.values()].reduce((sum, person) => sum + person.recent.bytes(), 0);
      for (const [oldest, person] of known) {
        const isTooMuch = known.size >= MAX_PEOPLE || bytes > MAX_LIST_BYTES_TOGETHER;
        if (!isTooMuch && now() - person.usedMs < FORGET_AFTER_MS) break;
        known.delete(oldest);
        bytes -= person.recent.bytes();
      }
      known.set(key, { activity, recent, usedMs: now() });
      return activity;
    },
  };
}

interface Person {
  readonly activity: AccountActivity;
  readonly recent: RecentLists;
  readonly usedMs: number;
}
