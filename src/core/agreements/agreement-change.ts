import * as v from 'valibot';
import type { Id } from '../backups/backup';
import { idSchema, isoSchema } from '../contract/schema';
import type { AgreementAction } from '../contract/schema-activity';
import { fromWire } from '../contract/wire-case';
import { PROTECTION_ORDER } from '../protection/protection-state';
import { END_CAUSES, type EndCause, expectationWire, type WireServerAgreement } from './agreement';
import { newTagsWire, noteWire, reasonWire } from './agreement-words';
import { expectationSigns } from './logged-expectation';

/** If a reading has more, the next one reports the rest. */
export const MAX_ENDED = 200;

/** One change of what is agreed about a server. */
const agreementChangeWire = v.variant('kind', [
  v.object({ kind: v.literal('expectation'), expectation: v.nullable(expectationWire) }),
  v.object({
    kind: v.literal('acknowledge'),
    reason: reasonWire,
    /** The state that the person saw. */
    state: v.picklist(PROTECTION_ORDER),
    is_in_error: v.boolean(),
    /** Null: until the next good backup. */
    until: v.nullable(isoSchema),
  }),
  v.object({ kind: v.literal('end_acknowledgement') }),
  v.object({ kind: v.literal('stop_watching'), reason: reasonWire }),
  v.object({ kind: v.literal('start_watching') }),
  v.object({ kind: v.literal('accept_size'), backup_id: idSchema }),
  v.object({ kind: v.literal('forget_size') }),
  v.object({ kind: v.literal('notes'), tags: newTagsWire, note: v.nullable(noteWire) }),
]);

/** `POST /api/agreements/servers/{id}`: a change to the version that the person saw; 0 if there was none. */
export const agreementChangeRequestWire = v.object({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  change: agreementChangeWire,
});

const agreementChangeSchema = fromWire(agreementChangeWire);
export type WireAgreementChange = v.InferOutput<typeof agreementChangeWire>;
export type AgreementChange = v.InferOutput<typeof agreementChangeSchema>;

export function noAgreement(serverId: Id): WireServerAgreement {
  return {
    server_id: serverId,
    version: 0,
    expectation: null,
    acknowledgement: null,
    unwatched: null,
    accepted_backup_id: null,
    tags: [],
    note: null,
  };
}

/** @param said when it was changed, ISO, and by whom; null if unknown */
export function changedAgreement(
  before: WireServerAgreement,
  change: WireAgreementChange,
  said: { readonly at: string; readonly by: string | null },
): WireServerAgreement {
  const next = { ...before, version: before.version + 1 };
  switch (change.kind) {
    case 'expectation':
      return { ...next, expectation: change.expectation };
    case 'acknowledge': {
      const { kind: _kind, ...acknowledgement } = change;
      return { ...next, acknowledgement: { ...acknowledgement, ...said, ended: null } };
    }
    case 'end_acknowledgement':
      return { ...next, acknowledgement: null };
    case 'stop_watching':
      return { ...next, unwatched: { reason: change.reason, ...said } };
    case 'start_watching':
      return { ...next, unwatched: null };
    case 'accept_size':
      return { ...next, accepted_backup_id: change.backup_id };
    case 'forget_size':
      return { ...next, accepted_backup_id: null };
    case 'notes':
      return { ...next, tags: [...new Set(change.tags)], note: change.note };
  }
}

/** `POST /api/agreements/ended`: acknowledgements that a reading found to be over. */
export const endedAcknowledgementsWire = v.object({
  ended: v.pipe(
    v.array(
      v.object({
        server_id: idSchema,
        /** Version of the agreement that was judged. */
        version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
        cause: v.picklist(END_CAUSES),
      }),
    ),
    v.maxLength(MAX_ENDED),
  ),
});

/**
 * Null without an active acknowledgement, or if it cannot end for this cause: a browser with a wrong clock must not end
 * it before its date. @param at ISO
 */
export function withAcknowledgementEnded(
  before: WireServerAgreement,
  cause: EndCause,
  at: string,
): WireServerAgreement | null {
  const { acknowledgement, version } = before;
  if (acknowledgement === null || acknowledgement.ended !== null) return null;
  const { until } = acknowledgement;
  if (cause === 'good' && until !== null) return null;
  if (cause === 'date' && (until === null || Date.parse(at) < Date.parse(until))) return null;
  return { ...before, version: version + 1, acknowledgement: { ...acknowledgement, ended: { cause, at } } };
}

/** The action of the log entry. */
export const ACTION_OF_CHANGE: Readonly<Record<AgreementChange['kind'], AgreementAction>> = {
  expectation: 'set_expectation',
  acknowledge: 'acknowledge',
  end_acknowledgement: 'end_acknowledgement',
  stop_watching: 'stop_watching',
  start_watching: 'start_watching',
  accept_size: 'accept_size',
  forget_size: 'forget_size',
  notes: 'set_notes',
};

/** The detail of the log entry: the person's own words, or the values; null for none. */
export function changeText(change: WireAgreementChange): string | null {
  switch (change.kind) {
    case 'acknowledge':
    case 'stop_watching':
      return change.reason;
    case 'notes':
      return [...change.tags.map((tag) => `#${tag}`), change.note].filter(Boolean).join(' ') || null;
    case 'expectation':
      return change.expectation === null ? null : expectationSigns(change.expectation);
    case 'accept_size':
      return `#${change.backup_id}`;
    case 'end_acknowledgement':
    case 'start_watching':
    case 'forget_size':
      return null;
  }
}
