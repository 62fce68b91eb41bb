/** First and last day, `YYYY-MM-DD`, both included. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}
