import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../provider/http-client';
import { createUpstreams } from '../provider/upstream';
import { answerJson, startServer } from '../testing/http';
import { laterClose } from '../testing/sign-in';
import { createServiceToken } from './service-token';

const TOKEN = 'vps_service_0123456789';

/** A provider that answers as `reply` says, and the service token before it. */
async function setUp(account: object = { id: 7, email: 'ops@example.com' }) {
  const reply = { status: 200 };
  let nowMs = 0;
  const provider = await startServer((outgoing: ServerResponse) => {
    const body =
      reply.status === 200 ? { account, token: { name: 'service' } } : { detail: 'Invalid token.' };
    answerJson(outgoing, reply.status, body);
  });
  laterClose(provider.close);
  const upstreams = createUpstreams({
    provider: { baseUrl: provider.baseUrl, fetch: createHttpClient() },
    readTimeoutMs: 5000,
  });
  const service = createServiceToken({ token: TOKEN, upstreams, now: () => nowMs });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { service, provider, reply, pass };
}

describe('the service token', () => {
  it.each([
    [{ id: 7, email: 'ops@example.com' }, 'id:7'],
    [{ email: 'ops@example.com' }, 'email:ops@example.com'],
  ])('is of the account that the provider names: %j', async (account, expected) => {
    const { service } = await setUp(account);
    expect([service.relationTo(expected), service.state()]).toEqual(['other', 'unknown']);
    expect(await service.account()).toBe(expected);
    expect([service.relationTo(expected), service.relationTo('id:8')]).toEqual(['own', 'other']);
    expect(service.state()).toBe('ok');
  });

  it('is asked about every five minutes at most, however many pages ask', async () => {
    const { service, provider, pass } = await setUp();
    await service.account();
    for (let asked = 0; asked < 20; asked += 1) service.relationTo('id:7');
    expect(provider.seen).toHaveLength(1);
    pass(301_000);
    service.relationTo('id:7');
    await expect.poll(() => provider.seen.length).toBe(2);
  });

  it('that is refused later is reported to its account only, until it is accepted again', async () => {
    const { service, reply, pass } = await setUp();
    await service.account();
    reply.status = 401;
    pass(301_000);
    service.relationTo('id:7');
    await expect.poll(() => service.state()).toBe('refused');
    expect([service.relationTo('id:7'), service.relationTo('id:8')]).toEqual(['refused', 'other']);
    reply.status = 200;
    await expect
      .poll(() => {
        pass(31_000);
        return service.relationTo('id:7');
      })
      .toBe('own');
  });

  it('that was never accepted is reported to everybody, because its account is unknown', async () => {
    const { service, reply } = await setUp();
    reply.status = 401;
    expect(await service.account()).toBeNull();
    expect([service.state(), service.relationTo('id:8')]).toEqual(['refused', 'refused']);
  });

  it('is not called refused while the provider fails', async () => {
    const { service, reply, pass } = await setUp();
    await service.account();
    reply.status = 503;
    pass(301_000);
    service.relationTo('id:7');
    await expect.poll(() => service.state()).toBe('ok');
    expect(service.relationTo('id:7')).toBe('own');
  });
});
