import { describe, expect, it } from 'vitest';
import { browserCandidates, type CandidateInput, chooseBrowser } from './find-browser';

const LINUX: CandidateInput = {
  platform: 'linux',
  env: { PATH: '/opt/tools:/usr/bin:relative' },
  playwrightPath: '/home/me/.cache/ms-playwright/chrome',
};

function paths(input: CandidateInput): string[] {
  return browserCandidates(input).map((candidate) => candidate.path);
}

describe('where a browser is looked for', () => {
  it('takes a browser that the person named, and no other', () => {
    expect(browserCandidates({ ...LINUX, env: { CHROMIUM_PATH: '/my/chrome' } })).toEqual([
      { path: '/my/chrome', source: 'CHROMIUM_PATH' },
    ]);
  });

  it('reads an empty CHROMIUM_PATH as not set', () => {
    expect(paths({ ...LINUX, env: { CHROMIUM_PATH: '' } })[0]).toBe(LINUX.playwrightPath);
  });

  it("prefers Playwright's own, then the system's in the order of names", () => {
    const order = paths(LINUX);
    expect(order[0]).toBe(LINUX.playwrightPath);
    const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
    const positions = names.map((name) => order.indexOf(`/usr/bin/${name}`));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions).not.toContain(-1);
  });

  it('searches PATH, names each place once and ignores relative directories', () => {
    const order = paths(LINUX);
    expect(order).toContain('/opt/tools/chromium');
    expect(new Set(order).size).toBe(order.length);
    expect(order.every((path) => path.startsWith('/'))).toBe(true);
  });

  it('still knows the usual places when PATH is not set', () => {
    expect(paths({ platform: 'linux', env: {}, playwrightPath: undefined })).toContain('/usr/bin/chromium');
  });

  it("knows a Mac's applications, the person's own included", () => {
    const order = paths({ platform: 'darwin', env: { HOME: '/Users/me' }, playwrightPath: undefined });
    expect(order[0]).toBe('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(order).toContain('/Users/me/Applications/Chromium.app/Contents/MacOS/Chromium');
  });

  it("knows Windows' program folders whatever the case of the variable", () => {
    const env = { ProgramFiles: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' };
    const order = paths({ platform: 'win32', env, playwrightPath: undefined });
    expect(order[0]).toBe('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
    expect(order).toContain('C:\\Users\\me\\AppData\\Local\\Chromium\\Application\\chrome.exe');
  });
});

describe('choosing a browser', () => {
  it('takes the first that is usable', () => {
    const chosen = chooseBrowser(browserCandidates(LINUX), (path) => path.endsWith('google-chrome'));
    expect(chosen).toEqual({ path: '/opt/tools/google-chrome', source: 'system' });
  });

  it('finds nothing where nothing is usable', () => {
    expect(chooseBrowser(browserCandidates(LINUX), () => false)).toBeUndefined();
  });
});
