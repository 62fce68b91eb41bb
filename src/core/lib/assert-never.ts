/** Makes a forgotten case a type error; throws if one occurs at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
