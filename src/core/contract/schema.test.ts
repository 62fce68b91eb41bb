import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { amountOrNull, backupSchema, isoOrNull, messageIn, pageSchema } from './schema';

const RAW = {
  id: 501,
  server: { id: 12345, name: 'web-server-01' },
  backup_type: 'automatic',
  status: 'completed',
  size_mb: 4523,
  created_at: '2025-01-16T03:00:00Z',
  expires_at: '2025-02-16T03:00:00Z',
  description: 'Automatic daily backup',
};
const UUID = '6f2c2a3e-8f8e-4a53-9d5c-0b0f6c1f7a11';

describe('backupSchema', () => {
  const decode = (changes: Readonly<Record<string, unknown>>) =>
    v.parse(backupSchema, { ...RAW, ...changes });

  it('decodes every field', () => {
    expect(decode({})).toEqual({
      id: 501,
      serverId: 12345,
      serverName: 'web-server-01',
      type: 'automatic',
      status: 'completed',
      sizeMb: 4523,
      createdAt: '2025-01-16T03:00:00.000Z',
      expiresAt: '2025-02-16T03:00:00.000Z',
      description: 'Automatic daily backup',
    });
  });

  it.each([0, Number.MAX_SAFE_INTEGER, '501', UUID, 'x'.repeat(64)])('keeps the id %s as it came', (id) => {
    expect(decode({ id }).id).toBe(id);
    expect(decode({ server: { id, name: 'a' } })).toMatchObject({ serverId: id, serverName: 'a' });
  });

  it.each([-1, 1.5, 2 ** 53, Number.NaN, '', 'x'.repeat(65), null, undefined, true, [1], {}])(
    'refuses the id %s: nothing could be done with that row safely',
    (id) => {
      expect(v.is(backupSchema, { ...RAW, id })).toBe(false);
      expect(v.is(backupSchema, { ...RAW, server: { id, name: 'a' } })).toBe(false);
    },
  );

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a status nobody documented', { status: 'pending' }, { status: 'pending' }],
    ['no status', { status: undefined }, { status: 'unknown' }],
    ['a status that is no text', { status: 3 }, { status: 'unknown' }],
    ['a type nobody documented', { backup_type: 'weekly' }, { type: 'weekly' }],
    ['no type', { backup_type: null }, { type: 'unknown' }],
    ['no description', { description: undefined }, { description: '' }],
    ['a description of null', { description: null }, { description: '' }],
    ['a size as text', { size_mb: '4523.5' }, { sizeMb: 4523.5 }],
    ['no size', { size_mb: undefined }, { sizeMb: null }],
    ['a size beyond all disks', { size_mb: 1e308 }, { sizeMb: null }],
    ['such a size as text', { size_mb: '9'.repeat(400) }, { sizeMb: null }],
    ['a negative size', { size_mb: -1 }, { sizeMb: null }],
    ['a size in words', { size_mb: '4 GB' }, { sizeMb: null }],
    ['no expiry', { expires_at: undefined }, { expiresAt: null }],
    ['an unreadable expiry', { expires_at: 'next week' }, { expiresAt: null, isExpiryUnreadable: true }],
    ['an expiry as a number', { expires_at: 1739000000 }, { expiresAt: null, isExpiryUnreadable: true }],
    ['an unreadable date', { created_at: 'yesterday' }, { createdAt: null }],
    ['no date', { created_at: undefined }, { createdAt: null }],
    ['a server without a name', { server: { id: 7 } }, { serverId: 7, serverName: '7' }],
    ['a server with a blank name', { server: { id: 7, name: ' ' } }, { serverName: '7' }],
    ['a server as a bare number', { server: 7 }, { serverId: 7, serverName: '7' }],
    ['a server as a bare UUID', { server: UUID }, { serverId: UUID, serverName: UUID }],
  ])('tolerates %s', (_name, raw, decoded) => {
    expect(decode(raw)).toMatchObject(decoded);
  });

  it.each([undefined, null, ''])('takes an expiry of %j for none, not for one that cannot be read', (raw) => {
    expect(decode({ expires_at: raw })).not.toHaveProperty('isExpiryUnreadable');
  });

  it('rejects values that are no backup', () => {
    for (const raw of [null, 501, 'x', [], { ...RAW, server: undefined }]) {
      expect(v.is(backupSchema, raw)).toBe(false);
    }
  });

  it('never throws, and returns JSON-safe values only', () => {
    fc.assert(
      fc.property(fc.record({ ...anyFields, id: anything, server: anything }), (raw) => {
        const result = v.safeParse(backupSchema, raw);
        if (result.success) expect(JSON.parse(JSON.stringify(result.output))).toEqual(result.output);
      }),
    );
    fc.assert(
      fc.property(fc.record(anyFields), (raw) => {
        const result = v.safeParse(backupSchema, { ...raw, id: 1, server: 1 });
        expect(result.success).toBe(true);
        expect(JSON.parse(JSON.stringify(result.output))).toEqual(result.output);
      }),
    );
  });
});

/** Without -0, which JSON knows and `JSON.stringify` does not write. */
const anything = fc.anything().filter((value) => !Object.is(value, -0));

const anyFields = {
  backup_type: anything,
  status: anything,
  size_mb: anything,
  created_at: anything,
  expires_at: anything,
  description: anything,
};

describe('isoOrNull', () => {
  it.each([
    ['2025-01-16T03:00:00Z', '2025-01-16T03:00:00.000Z'],
    ['2025-01-16T03:00:00.123456Z', '2025-01-16T03:00:00.123Z'],
    ['2025-01-16T03:00:00+01:00', '2025-01-16T02:00:00.000Z'],
    ['2025-01-16T03:00:00-0130', '2025-01-16T04:30:00.000Z'],
    // Without a zone: UTC, wherever the browser is.
    ['2025-01-16T03:00:00', '2025-01-16T03:00:00.000Z'],
    ['2025-01-16 03:00', '2025-01-16T03:00:00.000Z'],
    ['2025-01-16', '2025-01-16T00:00:00.000Z'],
    ['2025-01-31T23:59:59Z', '2025-01-31T23:59:59.000Z'],
    ['2025-13-01T00:00:00Z', null],
    ['2025-00-10T00:00:00Z', null],
    ['2026-02-30T10:00:00Z', null],
    ['2025-02-29', null],
    ['2025-04-31T10:00:00+02:00', null],
    ['2025-01-16T25:00:00Z', null],
    ['16-01-2025', null],
    ['1', null],
    ['', null],
    [1_737_000_000, null],
    [null, null],
  ])('%s → %s', (value, expected) => {
    expect(isoOrNull(value)).toBe(expected);
  });

  it('reads every valid second, and no other', () => {
    const part = (max: number) => fc.nat(max).map((value) => String(value).padStart(2, '0'));
    const text = fc
      .tuple(
        fc.constantFrom('0000', '1900', '2000', '2023', '2024', '9999'),
        part(13),
        part(32),
        part(25),
        part(61),
      )
      .map(([year, month, day, hour, minute]) => `${year}-${month}-${day}T${hour}:${minute}:59Z`);
    fc.assert(
      fc.property(text, (value) => {
        const [day] = value.split('T');
        const ms = Date.parse(value);
        const isReal = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(`${day}T`);
        // `Date` takes February 30 for March 2, and 24:00 for the next day.
        const isNextDay = value.includes('T24:00');
        if (isReal) expect(isoOrNull(value)).toBe(new Date(ms).toISOString());
        else if (!isNextDay) expect(isoOrNull(value)).toBeNull();
      }),
    );
  });

  it('returns the form of toISOString or null', () => {
    const date = fc.tuple(fc.nat(13), fc.nat(32), fc.nat(24), fc.nat(60)).map((parts) => {
      const [month, day, hour, minute] = parts.map((part) => String(part).padStart(2, '0'));
      return `2024-${month}-${day}T${hour}:${minute}:00Z`;
    });
    fc.assert(
      fc.property(fc.oneof(date, fc.string()), (text) => {
        const iso = isoOrNull(text);
        if (iso !== null) expect(new Date(iso).toISOString()).toBe(iso);
      }),
    );
  });
});

describe('amountOrNull', () => {
  it.each([
    [0, 0],
    [4523, 4523],
    ['4523', 4523],
    [' 12.50 ', 12.5],
    ['1e3', null],
    ['-1', null],
    ['', null],
    [Number.POSITIVE_INFINITY, null],
    [[], null],
    [true, null],
  ])('%o → %s', (value, expected) => {
    expect(amountOrNull(value)).toBe(expected);
  });
});

describe('pageSchema', () => {
  it.each<[string, unknown, unknown]>([
    ['the documented form', { count: 1, results: [RAW] }, { entries: [RAW], count: 1, next: null }],
    ['a bare array', [RAW], { entries: [RAW], count: null, next: null }],
    ['a next page', { count: 9, next: '?page=2', results: [] }, { entries: [], count: 9, next: '?page=2' }],
    ['no count', { results: [] }, { entries: [], count: null, next: null }],
    ['an odd count', { count: -1, next: 5, results: [] }, { entries: [], count: null, next: null }],
  ])('reads %s', (_name, raw, page) => {
    expect(v.parse(pageSchema, raw)).toEqual(page);
  });

  it.each([null, {}, { results: null }, { results: {} }, 'x', { detail: 'x' }])('refuses %o', (raw) => {
    expect(v.is(pageSchema, raw)).toBe(false);
  });
});

describe('messageIn', () => {
  it.each([
    [{ message: 'Started.' }, 'Started.'],
    [{ message: ' ' }, null],
    [{ message: { text: 'x' } }, null],
    [{}, null],
    [undefined, null],
    ['Started.', null],
  ])('%o → %s', (body, message) => {
    expect(messageIn(body)).toBe(message);
  });
});
