import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPackage } from './install';

const CONFIGURATION = path.resolve(import.meta.dirname, '../../deploy/nginx/vps-backups.conf');
const NGINX = '/usr/sbin/nginx';
const START_LIMIT_MS = 10_000;

/** The host name of the deployed product, which the browser resolves to 127.0.0.1. */
export const OUTSIDE_NAME = 'backups.example.org';

export interface Nginx {
  /** The public URL. */
  readonly url: string;
  /** The same over http, which redirects to `url`. */
  readonly plainPort: number;
  /** Everything it logged. */
  log(): string;
  stop(): Promise<void>;
}

/** A currently unused port. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/**
 * Runs nginx with the configuration shipped in `deploy/`; only addresses, ports and files are adapted. @throws if nginx
 * is not installed and cannot be, or rejects the configuration
 */
export async function startNginx(
  ports: { readonly tls: number; readonly plain: number },
  gatewayPorts: readonly [number, number],
): Promise<Nginx> {
  install();
  const dir = mkdtempSync(path.join(tmpdir(), 'deploy-nginx-'));
  const { certificate, key } = makeCertificate(dir);
  const [first, second] = gatewayPorts;
  const replacements: readonly (readonly [string, string])[] = [
    ['127.0.0.1:4173', `127.0.0.1:${first}`],
    ['127.0.0.1:4174', `127.0.0.1:${second}`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${ports.tls} ssl http2;`],
    ['listen 80;', `listen 127.0.0.1:${ports.plain};`],
    ['    listen [::]:443 ssl http2;\n', ''],
    ['    listen [::]:80;\n', ''],
    ['https://$host$request_uri', `https://$host:${ports.tls}$request_uri`],
    ['/etc/ssl/certs/backups.example.org.pem', certificate],
    ['/etc/ssl/private/backups.example.org.key', key],
  ];
  const site = replacements.reduce(
    (text, [from, to]) => {
      // A missing placeholder in the shipped file must not go unnoticed.
      if (!text.includes(from)) throw new Error(`${CONFIGURATION} does not hold "${from}".`);
      return text.replaceAll(from, to);
    },
    readFileSync(CONFIGURATION, 'utf8'),
  );
  const file = path.join(dir, 'nginx.conf');
  writeFileSync(file, frame(dir, site));
  const said: string[] = [];
  const child = spawn(NGINX, ['-c', file, '-p', dir, '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    await end(child);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await answers(ports.tls, child, said);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `https://${OUTSIDE_NAME}:${ports.tls}`,
    plainPort: ports.plain,
    log: () => said.join(''),
    stop,
  };
}

function install(): void {
  if (existsSync(NGINX)) return;
  if (!installPackage('nginx-light') || !existsSync(NGINX))
    throw new Error('No nginx: install the package nginx.');
}

function makeCertificate(dir: string): { readonly certificate: string; readonly key: string } {
  const [certificate, key] = [path.join(dir, 'cert.pem'), path.join(dir, 'key.pem')];
  const subject = ['-subj', `/CN=${OUTSIDE_NAME}`, '-addext', `subjectAltName=DNS:${OUTSIDE_NAME}`];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      ...subject,
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    { stdio: 'ignore' },
  );
  return { certificate, key };
}

/** The surrounding nginx configuration of a real host, with every file in our own directory. */
function frame(dir: string, site: string): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${path.join(dir, name)};`,
  );
  return `worker_processes 1;
pid ${path.join(dir, 'nginx.pid')};
error_log stderr warn;
events { worker_connections 128; }
http {
  ${places.join('\n  ')}
  access_log off;
  ${site}
}
`;
}

async function answers(port: number, child: ChildProcess, said: readonly string[]): Promise<void> {
  const deadlineMs = performance.now() + START_LIMIT_MS;
  while (performance.now() < deadlineMs && child.exitCode === null) {
    const { status } = spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-brief'], {
      input: '',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    if (status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nginx does not answer:\n${said.join('')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
