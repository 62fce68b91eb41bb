import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** The code of a part of the app did not come: the gateway is away, or was replaced by a newer version meanwhile. */
export class PartMissingError extends Error {}

/** A part of the app that is loaded when it is first drawn. Throws {@link PartMissingError} to the error boundary. */
export function lazyPart<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() =>
    load().catch((cause: unknown) => {
      throw new PartMissingError('A part of the app could not be loaded', { cause });
    }),
  );
}
