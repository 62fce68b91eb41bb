import * as v from 'valibot';
import type { Changed } from '../audit/kept-change';
import type { GatewayFailure } from '../http/gateway-error';
import type { Changed as StoredChange } from '../marks/agreement-rows';

export function badChange(issues: readonly v.BaseIssue<unknown>[] | undefined): GatewayFailure {
  const [first] = issues ?? [];
  const where = first === undefined ? null : v.getDotPath(first);
  const what = first === undefined ? 'The server, backup or tag is invalid.' : first.message;
  return {
    code: 'bad_body',
    detail: `${where === null ? '' : `${where}: `}${what} Nothing was changed.`,
  };
}

const CHANGED_MEANWHILE: GatewayFailure = {
  code: 'changed_meanwhile',
  detail:
    'Someone else changed this meanwhile. Nothing was changed; look at the current values and try again.',
};

/** What was said, without who said it first and when. */
function contentOf(value: unknown): string {
  const isAside = (key: string) => key === 'version' || key === 'at' || key === 'by';
  return JSON.stringify(value, (key, part: unknown) => (isAside(key) ? undefined : part));
}

/**
 * What was stored; a failure if somebody else was first. A save whose answer was lost is sent again: if all it asks for
 * is stored already, it is saved.
 * @param again makes the change to what is stored now
 */
export function storedChange<Value>(
  answer: StoredChange<Value>,
  again: (current: Value) => Value,
): Changed<Value> {
  if (answer.kind === 'changed') return { ok: true, value: answer.value };
  const { current } = answer;
  return contentOf(again(current)) === contentOf(current)
    ? { ok: true, value: current }
    : { ok: false, failure: CHANGED_MEANWHILE };
}

export const UNKNOWN_SERVER: GatewayFailure = {
  code: 'server_unknown',
  detail: 'The provider lists neither a server with this id nor a backup of it. Nothing was changed.',
};
export const UNJUDGED: GatewayFailure = {
  code: 'agreements_unavailable',
  detail:
    "The provider's lists can't be read completely right now, so the dashboard can't tell whether the acknowledgement has ended. Nothing was changed; the next reading reports it again.",
};
export const UNREADABLE: GatewayFailure = {
  code: 'agreements_unavailable',
  detail:
    "The database can't be read, so what was agreed can't be shown. Check that the database is running.",
};
export const UNWRITABLE: GatewayFailure = {
  code: 'agreements_unavailable',
  detail:
    "The database can't be written, so nothing was changed. Check that the disk has space and that the database is running.",
};
