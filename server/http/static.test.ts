import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../testing/gateway';
import { send } from '../testing/http';
import { inlineScriptHashes } from './security-headers';
import { findClientDir, staticFiles } from './static';

const INLINE = "\n  document.documentElement.dataset['theme'] = 'dark';\n";
const PAGE = `<!doctype html><html lang="en"><script>${INLINE}</script><script type="module" src="/assets/app-1.js"></script>`;
const SCRIPT = 'console.log(1);'.repeat(200);
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let root: string;
let gateway: TestGateway;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gateway-static-'));
  mkdirSync(join(root, 'client/assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'secret');
  const files = {
    'index.html': PAGE,
    'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'assets/app-1.js': SCRIPT,
    'assets/app-1.js.br': brotliCompressSync(SCRIPT),
    'assets/app-1.js.gz': gzipSync(SCRIPT),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, 'client', name), content);
  gateway = await startTestGateway({ clientDir: join(root, 'client') });
});

afterAll(async () => {
  await gateway.stop();
  rmSync(root, { recursive: true });
});

function get(path: string, headers: Record<string, string> = {}) {
  return send({ port: gateway.port, path, headers });
}

describe('the built app', () => {
  it.each(['/', '/backups', '/backups?server=1', '/servers/12345', '/sign-in', '/deep/er/', '/caf%C3%A9'])(
    'is served at %s, revalidated each time',
    async (path) => {
      const { status, headers, text } = await get(path, HTML);
      expect([status, text]).toEqual([200, PAGE]);
      expect(headers).toMatchObject({
        'cache-control': 'no-cache',
        'content-type': 'text/html; charset=utf-8',
      });
    },
  );

  it('marks demo data itself, however it is compressed', async () => {
    const demo = staticFiles(join(root, 'client'), true);
    const marked = PAGE.replace('<html ', '<html data-demo ');
    expect(await (await demo.request('/', { headers: HTML })).text()).toBe(marked);
    const compressed = await demo.request('/', { headers: { ...HTML, 'accept-encoding': 'br' } });
    expect(compressed.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(new Uint8Array(await compressed.arrayBuffer())).toString()).toBe(marked);
  });

  it("allows only the page's own inline scripts", async () => {
    const hash = createHash('sha256').update(INLINE).digest('base64');
    expect((await get('/', HTML)).headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self' 'sha256-${hash}'; style-src 'self'; img-src 'self' data:; ` +
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; " +
        'report-uri /api/csp-report',
    );
  });

  it('caches files with a hash in their name forever', async () => {
    const { status, headers, text } = await get('/assets/app-1.js');
    expect([status, text]).toEqual([200, SCRIPT]);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toMatch(/^text\/javascript/);
  });

  it("sends the build's compressed files", async () => {
    const { headers, bytes } = await get('/assets/app-1.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
    expect(headers['content-type']).toMatch(/^text\/javascript/);
    expect(brotliDecompressSync(bytes).toString()).toBe(SCRIPT);
    expect((await get('/assets/app-1.js', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe(
      'gzip',
    );
  });

  it('revalidates files without a hash', async () => {
    const { status, headers } = await get('/favicon.svg');
    expect([status, headers['cache-control']]).toEqual([200, 'no-cache']);
  });

  it.each([
    ['/assets/gone-2.js', HTML],
    ['/assets/gone', HTML],
    ['/robots.txt', HTML],
    ['/backups', { accept: 'application/json' }],
    ['/../secret.txt', HTML],
    ['/assets/..%2f..%2fsecret.txt', HTML],
    ['/assets/%2e%2e/%2e%2e/secret.txt', HTML],
    ['/..%5csecret.txt', HTML],
  ])('has nothing at %s', async (path, headers) => {
    const answer = await get(path, headers);
    expect([answer.status, answer.text]).toEqual([404, 'Not found\n']);
    expect(answer.headers['cache-control']).toBeUndefined();
  });

  it('stays as it was at startup, whatever is built in its place', async () => {
    const dir = join(root, 'rebuilt');
    cpSync(join(root, 'client'), dir, { recursive: true });
    const running = await startTestGateway({ clientDir: dir });
    rmSync(join(dir, 'assets'), { recursive: true });
    writeFileSync(join(dir, 'index.html'), '<!doctype html>Another build');
    const texts = ['/', '/assets/app-1.js'].map(async (path) => {
      return (await send({ port: running.port, path, headers: HTML })).text;
    });
    expect(await Promise.all(texts)).toEqual([PAGE, SCRIPT]);
    await running.stop();
  });

  it('sends the length of a file', async () => {
    const { headers } = await get('/assets/app-1.js');
    expect(headers['content-length']).toBe(String(SCRIPT.length));
  });

  it('answers HEAD without a body', async () => {
    const answer = await send({ port: gateway.port, method: 'HEAD', path: '/', headers: HTML });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });
});

describe('without a build', () => {
  it('says what to do', async () => {
    const bare = await startTestGateway({ clientDir: null });
    const answer = await send({ port: bare.port, path: '/', headers: HTML });
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('npm run build');
    expect((await send({ port: bare.port, path: '/healthz' })).status).toBe(200);
    await bare.stop();
  });

  it('is found from the built gateway and from its source, or not at all', () => {
    const project = join(root, 'project');
    expect(findClientDir(join(project, 'server/http'))).toBeNull();
    mkdirSync(join(project, 'dist/client'), { recursive: true });
    writeFileSync(join(project, 'dist/client/index.html'), PAGE);
    expect(findClientDir(join(project, 'server/http'))).toBe(join(project, 'dist/client'));
    expect(findClientDir(join(project, 'dist/server'))).toBe(join(project, 'dist/client'));
  });
});

describe('inline scripts', () => {
  const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  it.each([
    ['<script>a()</script>', ['a()']],
    ['<SCRIPT>a()</SCRIPT >', ['a()']],
    ['<script>a()\r\nb()\rc()</script>', ['a()\nb()\nc()']],
    ['<script type="module">a()</script><script>b()</script>', ['a()', 'b()']],
    ['<script src="/x.js"></script>', []],
    ['<script defer\n src=/x.js></script>', []],
    ['<script data-src="x">a()</script>', ['a()']],
    ['<scripted>a()</scripted>', []],
    ['', []],
  ])('of %j', (html, scripts) => {
    expect(inlineScriptHashes(html)).toEqual(scripts.map(hashOf));
  });
});
