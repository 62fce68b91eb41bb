import * as v from 'valibot';
import { type Id, idKey } from '../backups/backup';
import { idSchema, isoSchema } from '../contract/schema';
import { fromWire } from '../contract/wire-case';
import { elapsedOutside, isTimeZone } from '../lib/zone-time';
import type { AppliedExpectation, Expectation } from '../protection/expectation';
import { PROTECTION_ORDER } from '../protection/protection-state';
import { noteWire, reasonWire, saidBy, tagsWire, tagWire } from './agreement-words';
import { backupMarkWire } from './backup-mark';

export const MAX_AGE_HOURS = 8760;
export const MAX_GOOD = 100;
export const MAX_REACH_DAYS = 3650;

const wholeNumber = (max: number) =>
  v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(max)));

/** See `Expectation`. */
export const expectationWire = v.pipe(
  v.object({
    max_age_hours: wholeNumber(MAX_AGE_HOURS),
    free_days: v.pipe(v.array(v.picklist([1, 2, 3, 4, 5, 6, 7])), v.maxLength(6)),
    time_zone: v.pipe(v.string(), v.maxLength(64), v.check(isTimeZone, 'The time zone is unknown.')),
    min_good: wholeNumber(MAX_GOOD),
    reach_back_days: wholeNumber(MAX_REACH_DAYS),
  }),
  v.check(
    (rules) => rules.max_age_hours !== null || rules.min_good !== null || rules.reach_back_days !== null,
    'An expectation needs at least one rule.',
  ),
);

const saidWire = { reason: reasonWire, ...saidBy };

/**
 * Why an acknowledgement ended automatically. `worse`: the state became worse than the acknowledged one. `good`: it
 * lasted until the next good backup, which now exists. `date`: its date has come.
 */
export const END_CAUSES = ['worse', 'good', 'date'] as const;
export type EndCause = (typeof END_CAUSES)[number];

/** Known trouble: counted separately and not alerted until the acknowledgement ends or the state gets worse. */
const acknowledgementWire = v.object({
  ...saidWire,
  /** The state that was acknowledged. */
  state: v.picklist(PROTECTION_ORDER),
  /** Whether the provider reported the server itself as in error. */
  is_in_error: v.boolean(),
  /** Null: until the next good backup. */
  until: v.nullable(isoSchema),
  /** Set once, by the first reading that finds the end; null while it lasts, and if an earlier version wrote it. */
  ended: v.optional(v.nullable(v.object({ cause: v.picklist(END_CAUSES), at: isoSchema })), null),
});

/** What people agreed about one server. `version` counts its changes, for optimistic concurrency. */
export const serverAgreementWire = v.object({
  server_id: idSchema,
  version: v.number(),
  expectation: v.nullable(expectationWire),
  acknowledgement: v.nullable(acknowledgementWire),
  /** Not watched. */
  unwatched: v.nullable(v.object(saidWire)),
  /** The backup whose size was accepted as the usual one. */
  accepted_backup_id: v.nullable(idSchema),
  tags: tagsWire,
  note: v.nullable(noteWire),
});

/** An expectation of all servers with a tag. */
export const tagAgreementWire = v.object({ tag: tagWire, version: v.number(), expectation: expectationWire });

export type WireExpectation = v.InferOutput<typeof expectationWire>;

/** `GET /api/agreements`. */
const agreementsWire = v.object({
  servers: v.array(serverAgreementWire),
  tags: v.array(tagAgreementWire),
  backups: v.optional(v.array(backupMarkWire), []),
  /** Names from `WATCH_IGNORE`, in lower case; left out if there are none. */
  ignored: v.optional(v.array(v.string())),
});
export const agreementsSchema = fromWire(agreementsWire);

export type WireServerAgreement = v.InferOutput<typeof serverAgreementWire>;
export type WireTagAgreement = v.InferOutput<typeof tagAgreementWire>;
export type WireAgreements = v.InferOutput<typeof agreementsWire>;
export type AgreementList = v.InferOutput<typeof agreementsSchema>;
export type TagAgreement = AgreementList['tags'][number];
export type ServerAgreement = AgreementList['servers'][number];
export type Acknowledgement = NonNullable<ServerAgreement['acknowledgement']>;

/** An agreement in effect: the server's own expectation, or else the strictest of its tags'. */
export interface EffectiveAgreement extends ServerAgreement {
  readonly applied: AppliedExpectation | null;
  /** Excluded by the operator's setting `WATCH_IGNORE`, which nobody can lift in the dashboard. */
  readonly isIgnored?: true;
}

/** Agreements by `idKey` of the server. */
export interface Agreements extends ReadonlyMap<string, EffectiveAgreement> {
  /** The agreement in effect where `WATCH_IGNORE` names servers; see `agreementOn`. */
  readonly on?: (server: {
    readonly key: string;
    readonly id: Id;
    readonly name: string;
  }) => EffectiveAgreement | undefined;
}

export function agreementsOf({ servers, tags }: Pick<AgreementList, 'servers' | 'tags'>): Agreements {
  const byTag = new Map(tags.map(({ tag, expectation }) => [tag, expectation]));
  return new Map(
    servers.map((one) => {
      const ofTags = one.tags.flatMap((tag) => byTag.get(tag) ?? []);
      const expectation = one.expectation ?? strictestOf(ofTags);
      return [idKey(one.serverId), { ...one, applied: expectation && appliedExpectation(expectation) }];
    }),
  );
}

/** The strictest of several, rule by rule; null if there are none. The days off come with the shortest age. */
export function strictestOf(expectations: readonly Expectation[]): Expectation | null {
  const [first, ...others] = expectations;
  if (first === undefined) return null;
  return others.reduce((strict, one) => {
    const isShorter = (one.maxAgeHours ?? Infinity) < (strict.maxAgeHours ?? Infinity);
    const { maxAgeHours, freeDays, timeZone } = isShorter ? one : strict;
    return {
      maxAgeHours,
      freeDays,
      timeZone,
      minGood: larger(one.minGood, strict.minGood),
      reachBackDays: larger(one.reachBackDays, strict.reachBackDays),
    };
  }, first);
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

export function appliedExpectation(expectation: Expectation): AppliedExpectation {
  const { freeDays, timeZone } = expectation;
  return { ...expectation, countedMs: (fromMs, toMs) => elapsedOutside(freeDays, timeZone, fromMs, toMs) };
}
