import { describe, expect, it } from 'vitest';
import { announcedUrl, gatewayEnvironment, TEST_NOW } from './gateway-environment';

describe('the environment of a gateway under test', () => {
  it('keeps out everything of the caller that could change a test', () => {
    const caller = {
      PATH: '/usr/bin',
      HOME: '/home/me',
      VPS_API_TOKEN: 'vps_mine',
      VPS_API_URL: 'https://admin.vps.org/api/v1',
      SANDBOX_NOW: '1999-01-01T00:00:00Z',
      PORT: '4173',
      HOST: '0.0.0.0',
      DATA_DIR: '.data',
      NODE_OPTIONS: '--inspect',
      HTTPS_PROXY: 'http://proxy.example',
    };
    expect(gatewayEnvironment(caller, {})).toEqual({
      PATH: '/usr/bin',
      HOME: '/home/me',
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      SANDBOX_NOW: TEST_NOW,
    });
  });

  it("passes Windows' names in their own case", () => {
    expect(gatewayEnvironment({ Path: 'C:\\node', SystemRoot: 'C:\\Windows' }, {})).toMatchObject({
      Path: 'C:\\node',
      SystemRoot: 'C:\\Windows',
    });
  });

  it('gives a test the last word', () => {
    expect(gatewayEnvironment({}, { PORT: '5000', VPS_API_TOKEN: 'vps_test' })).toMatchObject({
      PORT: '5000',
      VPS_API_TOKEN: 'vps_test',
    });
  });
});

describe("reading the gateway's address from its output", () => {
  it('finds it wherever it stands in a line', () => {
    expect(announcedUrl('Sandbox ready\nOpen http://127.0.0.1:41733/ in a browser\n')).toBe(
      'http://127.0.0.1:41733',
    );
  });

  it('waits for the end of the line, lest a port be read in part', () => {
    expect(announcedUrl('Open http://127.0.0.1:41')).toBeUndefined();
  });

  it('is not taken in by other addresses', () => {
    expect(
      announcedUrl('Provider http://admin.vps.org:80\nPORT=0 means http://127.0.0.1:0\n'),
    ).toBeUndefined();
  });
});
