/** Query key of the cached `AgreementsRead`. */
export const AGREEMENTS_KEY = ['agreements'] as const;
