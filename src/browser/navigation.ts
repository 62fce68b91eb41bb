/** The ways to leave a page for good: what it held in memory is gone. One object, so that tests can stand in for it. */
export const navigation = {
  /** Goes to an own path; Back does not lead here again. */
  replace: (path: string): void => window.location.replace(path),
  reload: (): void => window.location.reload(),
};
