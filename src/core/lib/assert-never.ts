/** Makes a forgotten case a type error; throws when data lies about its type at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
