import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startGateway } from './gateway-process';

/** Stands for the built gateway: says where it listens, answers with its environment, ends on SIGTERM. */
const OBEDIENT = `
  import { createServer } from 'node:http';
  const server = createServer((request, response) => response.end(JSON.stringify({ ...process.env })));
  server.listen(Number(process.env.PORT), process.env.HOST, () =>
    console.log('Ready on http://127.0.0.1:' + server.address().port));
  process.on('SIGTERM', () => { console.log('bye'); server.close(() => process.exit(0)); server.closeAllConnections(); });
`;

let directory: string;
let obedient: string;
let faulty: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gateway-process-test-'));
  obedient = join(directory, 'obedient.mjs');
  faulty = join(directory, 'faulty.mjs');
  await writeFile(obedient, OBEDIENT);
  await writeFile(faulty, `console.error('PORT must be a number'); process.exit(1);`);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function environmentOf(url: string): Promise<unknown> {
  return await (await fetch(url)).json();
}

describe('a gateway in a process of its own', () => {
  it('listens on a free port, with data of its own and nothing of the caller', async () => {
    vi.stubEnv('VPS_API_TOKEN', 'vps_of_the_developer');
    const gateway = await startGateway({ entry: obedient, env: { EXTRA: 'yes' } });
    try {
      const env = await environmentOf(gateway.url);
      expect(env).toMatchObject({ EXTRA: 'yes', DATA_DIR: gateway.dataDir, HOST: '127.0.0.1' });
      expect(env).not.toHaveProperty('VPS_API_TOKEN');
    } finally {
      await gateway.dispose();
      vi.unstubAllEnvs();
    }
  });

  it('ends in good order and keeps what it wrote', async () => {
    const gateway = await startGateway({ entry: obedient });
    expect(await gateway.stop()).toEqual({ code: 0, signal: null });
    expect(gateway.output()).toContain('bye');
    await gateway.dispose();
  });

  it('comes back on the same port with the same data, also after a power cut', async () => {
    const gateway = await startGateway({ entry: obedient });
    try {
      expect((await gateway.kill()).signal).toBe('SIGKILL');
      await gateway.restart({ EXTRA: 'later' });
      expect(await environmentOf(gateway.url)).toMatchObject({ DATA_DIR: gateway.dataDir, EXTRA: 'later' });
    } finally {
      await gateway.dispose();
    }
  });

  it('tells what the program said when it does not start', async () => {
    await expect(startGateway({ entry: faulty })).rejects.toThrow(
      /before it was ready:\nPORT must be a number/,
    );
  });
});
