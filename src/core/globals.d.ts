declare global {
  /**
   * The one web API that core uses. Browsers and Node both have it, but no ECMAScript `lib` declares it. Only the
   * members in use are declared; browser and server see their platform's full type.
   */
  class URLSearchParams {
    constructor(init?: string | URLSearchParams);
    get(name: string): string | null;
    set(name: string, value: string): void;
    append(name: string, value: string): void;
    delete(name: string): void;
    sort(): void;
    forEach(each: (value: string, key: string) => void): void;
    toString(): string;
  }
}

export {};
