import fc from 'fast-check';

/**
 * For property tests. The same cases on every run, so that a test fails only for what was changed; to hunt for rarer
 * ones, `PROPERTY_RUNS=5000 npm run test:unit` draws that many for each property.
 */
const runs = process.env['PROPERTY_RUNS'];
fc.configureGlobal(runs === undefined ? { seed: 1 } : { numRuns: Number(runs) });

/** For a property that needs another number of cases than usual. */
export const runsOr = (usual: number) => ({ numRuns: runs === undefined ? usual : Number(runs) });

export { fc };
