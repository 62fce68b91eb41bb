/** A chunk did not load: the gateway is unreachable, or serves a newer version. */
export class PartMissingError extends Error {}

/** For `lazy(() => import(…).catch(partMissing))`: lets error boundaries tell it from a crash. */
export function partMissing(cause: unknown): never {
  throw new PartMissingError('Part of the dashboard failed to load', { cause });
}
