/** The code of a part of the app did not load: the gateway is away, or serves a newer version by now. */
export class PartMissingError extends Error {}

/** For `lazy(() => import(…).catch(partMissing))`: lets error boundaries tell missing code from a crash. */
export function partMissing(cause: unknown): never {
  throw new PartMissingError('A part of the app could not be loaded', { cause });
}
