import * as v from 'valibot';

type CamelCase<Key extends string> = Key extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Key;

type CamelKeys<T> = T extends readonly (infer Item)[]
  ? readonly CamelKeys<Item>[]
  : T extends object
    ? { readonly [Key in keyof T as CamelCase<Key & string>]: CamelKeys<T[Key]> }
    : T;

/** Decodes JSON of the gateway: keys are snake_case on the wire, as the provider's, and camelCase in the code. */
export function fromWire<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(
    schema,
    v.transform((wire: v.InferOutput<Schema>) => camelKeys(wire)),
  );
}

/** The same JSON with camelCase keys, at every depth. */
export function camelKeys<T>(value: T): CamelKeys<T>;
export function camelKeys(value: unknown): unknown {
  return withKeys(value, (key) => key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()));
}

/** The same JSON with snake_case keys, at every depth. */
export function toWire(value: object): object;
export function toWire(value: unknown): unknown {
  return withKeys(value, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

function withKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withKeys(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [rename(key), withKeys(inner, rename)]),
  );
}
