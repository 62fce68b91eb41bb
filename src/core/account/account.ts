/** Whose token the gateway uses. The form of the permissions is undocumented: shown, never depended on. */
export interface Account {
  readonly email: string | null;
  readonly tokenName: string | null;
  /** The permissions as words, whether the provider sent a list or a map of switches; null when it sent none. */
  readonly permissions: readonly string[] | null;
}
