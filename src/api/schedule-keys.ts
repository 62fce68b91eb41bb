/** Apart from the calls, because a change in another tab is heard on every page. */
export const SCHEDULES_KEY = ['schedules'] as const;
