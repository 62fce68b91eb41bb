import { describe, expect, it } from 'vitest';
import { fc } from '../../testing/properties';
import { mayOnlyReadBackups } from './write-rights';

describe('permissions of a token', () => {
  it.each([
    [['backups:read']],
    [['backups:read', 'servers:read', 'account:read']],
    [['backups.read']],
    [['read:backups', 'read:servers']],
    [['view_backup', 'view_server']],
    [['canReadBackups']],
    [['BACKUPS_READ_ONLY']],
    [['backups:list', 'backups:get']],
  ])('%j clearly only read backups', (permissions) => {
    expect(mayOnlyReadBackups(permissions)).toBe(true);
  });

  it.each([
    [null],
    [[]],
    [['']],
    [['read']],
    [['servers:read']],
    [['backups']],
    [['backups:*']],
    [['*', 'backups:read']],
    [['backups:read', 'backups:write']],
    [['backups:read', 'backups:create']],
    [['backups:read', 'servers:restore']],
    [['backups:read', 'admin']],
    [['backups:read,write']],
    [['backups:readwrite']],
    [['backups:read', 'everything']],
    [['backups:read', 'lezen']],
    [['full_access', 'view_backup']],
  ])('%j leave it open', (permissions) => {
    expect(mayOnlyReadBackups(permissions)).toBe(false);
  });

  it('with any non-reading word never lock anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        fc.constantFrom('*', 'backups:write', 'all', 'root', 'x'),
        (more, word) => {
          expect(mayOnlyReadBackups(['backups:read', ...more, word])).toBe(false);
        },
      ),
    );
  });
});
