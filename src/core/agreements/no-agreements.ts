import type { Agreements } from './agreement';

/** Apart from the schema, which the first load does without. */
export const NO_AGREEMENTS: Agreements = new Map();
