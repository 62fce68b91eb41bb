import { afterEach, describe, expect, it, vi } from 'vitest';
import { backupsQuery } from '../api/backups';
import { gatewayQuery } from '../api/gateway';
import { serversQuery } from '../api/servers';
import { jsonReply, stubFetch } from '../testing/fetch';
import { prepareFirstDraw } from './first-draw';
import { createQueryClient } from './query-client';

const LIST = { count: 0, next: null, results: [] };
const GATEWAY = { mode: 'sandbox', providerHost: null, providerUrl: null, version: '1', isReadOnly: false };

/** As `index.html` leaves it: what was asked for, and how much of that has not begun to come. */
function setEarly(answer: (url: string) => Promise<Response>, missing: number): void {
  const urls = ['/api/v1/backups/', '/api/v1/servers/', '/api/gateway'];
  const answers = Object.fromEntries(urls.map((url) => [url, answer(url)]));
  globalThis.earlyCalls = { sentAtMs: performance.now(), answers, missing };
}

const never = () => new Promise<Response>(() => {});

afterEach(() => {
  globalThis.earlyCalls = undefined;
});

describe('before the first draw', () => {
  it('what has come already is decoded: the page is drawn once, with all that it tells', async () => {
    const sent = stubFetch(never);
    setEarly(async (url) => jsonReply(url === '/api/gateway' ? GATEWAY : LIST), 0);
    const client = createQueryClient();
    await prepareFirstDraw(client, '/');
    expect(client.getQueryData(backupsQuery().queryKey)).toMatchObject({ list: { backups: [] } });
    expect(client.getQueryData(serversQuery().queryKey)).toMatchObject({ list: { servers: [] } });
    expect(client.getQueryData(gatewayQuery().queryKey)).toBeDefined();
    expect(sent).toEqual([]);
  });

  it('nobody waits for a provider that takes its time', async () => {
    vi.useFakeTimers();
    stubFetch(never);
    setEarly(never, 3);
    const drawn = vi.fn();
    void prepareFirstDraw(createQueryClient(), '/settings').then(drawn);
    await vi.advanceTimersByTimeAsync(49);
    expect(drawn).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(drawn).toHaveBeenCalled();
  });

  it('nothing is asked for where one signs in', async () => {
    const sent = stubFetch(never);
    await prepareFirstDraw(createQueryClient(), '/sign-in');
    expect(sent).toEqual([]);
  });
});
