import { randomBytes } from 'node:crypto';

/** The counter has the twelve bits between version and variant. */
const MAX_COUNT = 0xfff;

/**
 * Makes unique ids that sort by time, also within a millisecond and after the clock was set back.
 * Source: RFC 9562, UUID version 7 with a dedicated counter (6.2, method 1).
 */
export function createTimeIds(now: () => number = Date.now): () => string {
  let lastMs = 0;
  let count = 0;
  return () => {
    const ms = Math.floor(now());
    if (ms > lastMs) {
      lastMs = ms;
      count = 0;
    } else if (count === MAX_COUNT) {
      lastMs += 1;
      count = 0;
    } else {
      count += 1;
    }
    const time = lastMs.toString(16).padStart(12, '0');
    const random = randomBytes(8);
    random.writeUInt8((random.readUInt8(0) & 0x3f) | 0x80, 0);
    const tail = random.toString('hex');
    const counter = count.toString(16).padStart(3, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}

/** When an id was created, epoch ms; NaN for anything else. */
export function madeAtMs(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

/** Sorts before every id made at this time (epoch ms) or later. */
export function firstIdAt(ms: number): string {
  const time = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
