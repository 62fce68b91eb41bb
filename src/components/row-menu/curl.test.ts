import { describe, expect, it } from 'vitest';
import { createCurl, deleteCurl, listCurl, providerTarget, restoreCurl, sandboxTarget } from './curl';

const backup = { id: 501, serverId: 12345 };

describe('a command for the provider', () => {
  const target = providerTarget('https://provider.example/api/v1');

  it("calls the backup's provider with the token of the shell", () => {
    expect(listCurl(backup, target)).toBe(
      `curl 'https://provider.example/api/v1/backups/?server_id=12345' -H "Authorization: Bearer $VPS_API_TOKEN"`,
    );
    expect(deleteCurl(backup, target)).toBe(
      `curl -X DELETE 'https://provider.example/api/v1/backups/501/' -H "Authorization: Bearer $VPS_API_TOKEN"`,
    );
    expect(restoreCurl(backup, target)).toBe(
      `curl -X POST 'https://provider.example/api/v1/servers/12345/restore/' -H "Authorization: Bearer $VPS_API_TOKEN"` +
        ` -H 'Content-Type: application/json' -d '{"backup_id":501}'`,
    );
    expect(createCurl(backup, target)).toBe(
      `curl -X POST 'https://provider.example/api/v1/backups/' -H "Authorization: Bearer $VPS_API_TOKEN"` +
        ` -H 'Content-Type: application/json' -d '{"server_id":12345}'`,
    );
  });

  it('quotes any id', () => {
    const odd = { id: "5'; rm -rf ~ #", serverId: '$(reboot)' };
    expect(deleteCurl(odd, target)).toContain("/backups/5'\\''%3B%20rm%20-rf%20~%20%23/'");
    expect(restoreCurl(odd, target)).toContain("/servers/%24(reboot)/restore/'");
    expect(restoreCurl(odd, target)).toContain(`-d '{"backup_id":"5'\\''; rm -rf ~ #"}'`);
  });
});

describe('a command for the demo', () => {
  const target = sandboxTarget('http://127.0.0.1:4173');

  it('calls the demo and sends the origin of writes', () => {
    expect(listCurl(backup, target)).toBe(`curl 'http://127.0.0.1:4173/api/v1/backups/?server_id=12345'`);
    for (const command of [deleteCurl(backup, target), restoreCurl(backup, target)]) {
      expect(command).toContain("'http://127.0.0.1:4173/api/v1/");
      expect(command).toContain("-H 'Origin: http://127.0.0.1:4173' -H 'X-Requested-With: vps-backups'");
      expect(command).not.toContain('VPS_API_TOKEN');
    }
  });
});
