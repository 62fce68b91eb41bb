import * as v from 'valibot';

/**
 * A value in the browser's storage that is checked against a schema when read, for whoever may have written it.
 * Where storage is forbidden or full, values last as long as the page.
 */
export interface StoredValue<Value> {
  read(): Value;
  /** Returns false when the browser would not store it. */
  write(value: Value): boolean;
}

export function storedValue<Schema extends v.GenericSchema>(
  storage: () => Storage,
  key: string,
  schema: Schema,
  fallback: v.InferOutput<Schema>,
): StoredValue<v.InferOutput<Schema>> {
  let unstored: { readonly value: v.InferOutput<Schema> } | null = null;
  return {
    read() {
      if (unstored !== null) return unstored.value;
      try {
        const text = storage().getItem(key);
        if (text === null) return fallback;
        const result = v.safeParse(schema, JSON.parse(text));
        return result.success ? result.output : fallback;
      } catch {
        // Forbidden storage or text that is not JSON: the fallback is the answer.
        return fallback;
      }
    },
    write(value) {
      try {
        storage().setItem(key, JSON.stringify(value));
        unstored = null;
        return true;
      } catch {
        unstored = { value };
        return false;
      }
    },
  };
}
