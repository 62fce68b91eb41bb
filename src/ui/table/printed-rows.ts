/** More rows than anybody reads on paper, and than a browser lays out in a moment. */
export const PRINTED_ROWS = 500;
