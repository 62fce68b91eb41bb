import { DAY_MS } from './time-units';

/** What the character codes of two digits add to their value. */
const DIGITS_BASE = 11 * 48;

/** `Date.parse`, several times faster for the form of `toISOString`; other texts fall back to `Date.parse`. */
export function isoMs(iso: string): number {
  const year = 100 * digits(iso, 0) + digits(iso, 2);
  if (iso.length !== 24 || iso[23] !== 'Z' || !(year >= 0)) return Date.parse(iso);
  const month = digits(iso, 5);
  // A year that begins with March has its leap day at the end. Source: H. Hinnant, "chrono-compatible low-level date algorithms".
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + digits(iso, 8) - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const days = 365 * marchYear + leapDays + dayOfYear - 719_468;
  const seconds = (digits(iso, 11) * 60 + digits(iso, 14)) * 60 + digits(iso, 17);
  return days * DAY_MS + seconds * 1000 + 10 * digits(iso, 20) + iso.charCodeAt(22) - 48;
}

function digits(text: string, at: number): number {
  return 10 * text.charCodeAt(at) + text.charCodeAt(at + 1) - DIGITS_BASE;
}
