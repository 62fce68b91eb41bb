import { describe, expect, it } from 'vitest';
import { answerJson, type SeenRequest } from '../testing/http';
import { provider, upstreamOf } from '../testing/provider/upstream';
import { createBackupLookup, createListCache } from './read-list';

const MIB = 1024 * 1024;
const MINUTE_MS = 60_000;

const backup = (id: number) => ({ id, server: { id: 1, name: 'web-server-01' } });
const signal = new AbortController().signal;

/** A lookup before a provider whose list has two pages. */
async function openLookup(cache = createListCache(), owner = 'anne') {
  const urls: string[] = [];
  const { baseUrl } = await provider((outgoing, { url }: SeenRequest) => {
    urls.push(url.replace('/api/v1', ''));
    const isSecond = url.includes('page=2');
    answerJson(outgoing, 200, {
      count: 4,
      next: isSecond ? null : 'https://elsewhere.example/backups/?page=2',
      results: isSecond ? [backup(3), backup(4)] : [backup(1), backup(2)],
    });
  });
  return { lookup: createBackupLookup(upstreamOf(baseUrl), cache, owner), urls };
}

describe('looking for a backup', () => {
  it('stops at the page that has it', async () => {
    const { lookup, urls } = await openLookup();
    expect(await lookup.read(2, {}, signal)).toMatchObject({ kind: 'found', backup: { id: 2 } });
    expect(urls).toEqual(['/backups/']);
    expect(await lookup.read(5, {}, signal)).toEqual({ kind: 'absent' });
    expect(urls.slice(1)).toEqual(['/backups/', '/backups/?page=2']);
  });

  it('keeps the other backups it read for two minutes, for the same account only', async () => {
    let nowMs = 0;
    const cache = createListCache(() => nowMs);
    const { lookup, urls } = await openLookup(cache);
    await lookup.read(2, {}, signal);
    expect(await lookup.read(1, {}, signal)).toMatchObject({ backup: { serverName: 'web-server-01' } });
    expect(urls).toEqual(['/backups/']);
    const other = await openLookup(cache, 'ben');
    await other.lookup.read(1, {}, signal);
    expect(other.urls).toEqual(['/backups/']);
    nowMs = 2 * MINUTE_MS;
    await lookup.read(1, {}, signal);
    expect(urls).toEqual(['/backups/', '/backups/']);
  });
});

it('lists kept for writes share one limit across accounts, and the oldest are dropped first', () => {
  const cache = createListCache();
  for (let number = 0; number < 7; number += 1) {
    cache.add({ key: `${number}`, owner: 'anne', byteLength: 7 * MIB, entries: [backup(number)] });
  }
  expect([cache.find('anne', 0), cache.find('anne', 1)]).toMatchObject([null, { id: 1 }]);
});
