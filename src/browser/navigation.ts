/** Full page loads, which discard all state in memory. An object, so that tests can replace its functions. */
export const navigation = {
  /** To a path of this app, in place of the current history entry. */
  replace: (path: string): void => window.location.replace(path),
  reload: (): void => window.location.reload(),
};
