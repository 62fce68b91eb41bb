import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { accountSchema } from './schema-account';
import { serverSchema } from './schema-server';

const UUID = '6f2c2a3e-8f8e-4a53-9d5c-0b0f6c1f7a11';

describe('serverSchema', () => {
  it('requires only the id', () => {
    expect(v.parse(serverSchema, { id: UUID })).toEqual({
      id: UUID,
      name: UUID,
      hostname: null,
      status: null,
      ipAddress: null,
      location: null,
      plan: null,
      osName: null,
      createdAt: null,
    });
    expect(v.is(serverSchema, { name: 'web' })).toBe(false);
  });

  it('reads names from objects and bare strings', () => {
    const decoded = v.parse(serverSchema, {
      id: 1,
      name: 'web',
      location: { id: 2, name: 'Amsterdam' },
      plan: 'VPS 4',
      os: 'Debian 12',
      status: 'restoring',
    });
    expect(decoded).toMatchObject({
      location: 'Amsterdam',
      plan: { name: 'VPS 4', vcpus: null, memoryMb: null, storageGb: null },
      osName: 'Debian 12',
      status: 'restoring',
    });
  });

  it('drops a plan without a name, and invalid numbers', () => {
    expect(v.parse(serverSchema, { id: 1, plan: { vcpus: 4 } }).plan).toBeNull();
    expect(v.parse(serverSchema, { id: 1, plan: { name: 'a', vcpus: '4', memory: -1 } }).plan).toEqual({
      name: 'a',
      vcpus: 4,
      memoryMb: null,
      storageGb: null,
    });
  });
});

describe('accountSchema', () => {
  it.each<[string, unknown, unknown]>([
    ['a list', ['backups:read', 5, 'backups:write'], ['backups:read', 'backups:write']],
    ['a map of switches', { read: true, write: false, delete: 1 }, ['read']],
    [
      'maps in a map',
      { backups: { read: true, write: true, delete: false }, servers: 'read', billing: false },
      ['backups:read', 'backups:write', 'servers:read'],
    ],
    ['lists in a map', { backups: ['read', 'write', 7], servers: [] }, ['backups:read', 'backups:write']],
    ['a text', 'backups:read, backups:write', ['backups:read', 'backups:write']],
    ['an empty list', [], []],
    ['a list without a bottom', JSON.parse(`${'['.repeat(5_000)}"x"${']'.repeat(5_000)}`), []],
    ['nothing', undefined, null],
    ['a number', 7, null],
  ])('reads permissions given as %s', (_name, permissions, words) => {
    expect(v.parse(accountSchema, { token: { name: 'ci', permissions } })).toEqual({
      email: null,
      tokenName: 'ci',
      permissions: words,
    });
  });

  it('accepts either part missing', () => {
    const nobody = { email: null, tokenName: null, permissions: null };
    expect(v.parse(accountSchema, {})).toEqual(nobody);
    expect(v.parse(accountSchema, { account: 'x', token: null })).toEqual(nobody);
  });
});
