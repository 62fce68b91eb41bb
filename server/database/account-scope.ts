/** The `scope` column of rows that belong to an account. @param providerHost null for the sandbox */
export function accountScope(providerHost: string | null, account: string | null): string {
  return JSON.stringify([providerHost, account]);
}
