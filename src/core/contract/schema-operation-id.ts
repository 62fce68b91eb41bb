/** Groups the writes and steps of one safe restore; sent with each of its writes as the header `X-Operation-Id`. */
export const OPERATION_ID_PATTERN = /^[A-Za-z0-9_-]{8,64}$/;
export const OPERATION_ID_HEADER = 'x-operation-id';
