import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../core/contract/errors';
import {
  type MadeWallLink,
  madeWallLinkSchema,
  type WallLinks,
  wallLinksSchema,
} from '../core/fleet/wall-link-wire';
import { type WallLists, wallListsOf } from '../core/fleet/wall-lists';
import { wallSchema } from '../core/fleet/wall-wire';
import { nextListMs, POLL_LIST_MS } from '../core/polling/polling';
import { type CallOptions, decodeAnswer, send } from './client/http';
import { failureOf, LIVE_POLICY } from './client/policy';

const PATH = '/api/wall';
const LINKS_PATH = '/api/wall-links';
const LINKS_KEY = ['wall-links'] as const;

/** A screen's data, and the ETag of that answer. */
export interface WallScreen {
  readonly lists: WallLists;
  /** Changes when the gateway serves a new build of the dashboard. */
  readonly build: string;
  readonly etag: string | null;
}

/** Exchanges a link's key for this screen's cookie. Throws `ApiError`. */
async function openWall(key: string, options?: CallOptions): Promise<void> {
  await send({ method: 'POST', path: PATH, json: { key }, needsBody: false }, options);
}

/** All that a screen shows; `known` itself if unchanged. Throws `ApiError`. */
async function readWall(known: WallScreen | undefined, options?: CallOptions): Promise<WallScreen> {
  const call = { method: 'GET', path: PATH, ifNoneMatch: known?.etag ?? undefined } as const;
  const answer = await send(call, options);
  if (answer.isUnchanged && known !== undefined) return known;
  const data = decodeAnswer(wallSchema, answer);
  return { lists: wallListsOf(data), build: data.build, etag: answer.etag };
}

/** Whether the screen has no valid link: it was revoked, never existed, or was not opened here. */
export function lackOfLink(error: Error | null): 'missing' | 'refused' | null {
  if (!(error instanceof ApiError)) return null;
  if (error.gatewayCode === 'wall_missing') return 'missing';
  return error.gatewayCode === 'wall_refused' ? 'refused' : null;
}

/** Each attempt with a refused key counts towards locking out its address, so the page makes none by itself. */
const mayRead = ({ state: { error } }: { readonly state: { readonly error: Error | null } }) =>
  lackOfLink(error) === null && !isLockedOut(error) ? 'always' : false;

/** Whether too many links that don't work were opened from this address. */
export function isLockedOut(error: Error | null): error is ApiError {
  return error instanceof ApiError && error.gatewayCode === 'wall_limited';
}

/** @param key of the link that opened the page; null if the cookie is already set */
export function wallQuery(key: string | null) {
  let pending = key;
  // Another link begins anew.
  const queryKey = ['wall', key];
  return queryOptions({
    ...LIVE_POLICY,
    queryKey,
    queryFn: async ({ client, signal }) => {
      if (pending !== null) {
        await openWall(pending, { signal });
        pending = null;
      }
      return readWall(client.getQueryData<WallScreen>(queryKey), { signal });
    },
    // Nobody attends a wall, so it retries forever; only a revoked link is final.
    refetchInterval: ({ state }) =>
      lackOfLink(state.error) === null && (nextListMs(failureOf({ state })) || POLL_LIST_MS),
    refetchOnWindowFocus: mayRead,
    refetchOnReconnect: mayRead,
    structuralSharing: false,
  });
}

/** The wall links of the account, or why there can be none. Throws `ApiError`. */
async function getWallLinks(options?: CallOptions): Promise<WallLinks> {
  return decodeAnswer(wallLinksSchema, await send({ method: 'GET', path: LINKS_PATH }, options));
}

export function wallLinksQuery() {
  return queryOptions({
    ...LIVE_POLICY,
    queryKey: LINKS_KEY,
    queryFn: ({ signal }) => getWallLinks({ signal }),
  });
}

/** Never retried here. Throws `ApiError`. */
export async function makeWallLink(name: string, options?: CallOptions): Promise<MadeWallLink> {
  const call = { method: 'POST', path: LINKS_PATH, json: { name } } as const;
  return decodeAnswer(madeWallLinkSchema, await send(call, options), true);
}

/** Also succeeds if somebody else has revoked it. Throws `ApiError`. */
export async function revokeWallLink(id: string, options?: CallOptions): Promise<void> {
  const path = `${LINKS_PATH}/${encodeURIComponent(id)}`;
  try {
    await send({ method: 'DELETE', path, needsBody: false }, options);
  } catch (error) {
    if (!(error instanceof ApiError && error.gatewayCode === 'wall_link_unknown')) throw error;
  }
}
