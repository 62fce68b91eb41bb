import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backup } from '../../core/backups/backup';
import { onContractIssue } from '../../core/contract/contract-issues';
import { backupSchema } from '../../core/contract/schema';
import { type ListAnswer, MAX_PAGES } from '../../core/contract/schema-list';
import { jsonReply, type SentRequest, stubFetch } from '../../testing/fetch';
import { readList } from './pagination';

const entry = (id: unknown, changes: Readonly<Record<string, unknown>> = {}) => ({
  id,
  server: { id: 1, name: 'web' },
  ...changes,
});

async function read(query: Record<string, string> = {}) {
  const source = {
    path: '/api/v1/backups/',
    query: new URLSearchParams(query),
    schema: backupSchema,
    subject: 'backups',
    toList: (answer: ListAnswer<Backup>) => answer,
  };
  return (await readList(source)).list;
}

const idsOf = ({ entries }: Awaited<ReturnType<typeof read>>) => entries.map(({ id }) => id);
const urlsOf = (sent: readonly SentRequest[]) => sent.map(({ url }) => url);

let issues: string[];
let stopListening: () => void;

beforeEach(() => {
  issues = [];
  stopListening = onContractIssue((message) => issues.push(message));
});

afterEach(() => {
  stopListening();
  vi.unstubAllGlobals();
});

describe('a list on one page', () => {
  it('is complete if it has as many entries as its count', async () => {
    stubFetch(jsonReply({ count: 2, next: null, results: [entry(1), entry(2)] }));
    expect(await read()).toMatchObject({ expectedCount: 2, skippedCount: 0, isComplete: true });
    expect(issues).toEqual([]);
  });

  it('is partial if the count is higher and no next page is given', async () => {
    stubFetch(jsonReply({ count: 40, results: [entry(1), entry(2)] }));
    expect(await read()).toMatchObject({ expectedCount: 40, isComplete: false });
  });

  it('may be a bare array without a count', async () => {
    stubFetch(jsonReply([entry(1)]));
    expect(await read()).toMatchObject({ expectedCount: null, isComplete: true });
  });

  it('may be empty', async () => {
    stubFetch(jsonReply({ count: 0, results: [] }));
    expect(await read()).toEqual({ entries: [], expectedCount: 0, skippedCount: 0, isComplete: true });
  });

  it('skips unreadable entries, counts them and reports them once', async () => {
    stubFetch(
      jsonReply({ count: 4, results: [entry(1), entry(null), 'x', entry('6f2c-uuid', { status: 'odd' })] }),
    );
    const list = await read();
    expect(idsOf(list)).toEqual([1, '6f2c-uuid']);
    expect(list).toMatchObject({ expectedCount: 4, skippedCount: 2, isComplete: true });
    expect(issues).toEqual([
      expect.stringMatching(/^2 of the backups could not be read\. The first: answer: No usable id/),
    ]);
  });

  it('that is no list violates the contract', async () => {
    stubFetch(jsonReply({ backups: [] }));
    await expect(read()).rejects.toMatchObject({ kind: 'contract', status: 200, mayHaveActed: false });
  });
});

describe('a list on several pages', () => {
  it('calls only its own origin, whatever host and path `next` names, and keeps its filter', async () => {
    const sent = stubFetch(
      jsonReply({
        count: 3,
        next: 'https://admin.vps.org/api/v1/other/?page=2&format=json&server_id=9',
        results: [entry(1), entry(2)],
      }),
      jsonReply({ count: 3, next: null, results: [entry(3)] }),
    );
    const list = await read({ server_id: '7' });
    expect(urlsOf(sent)).toEqual(['/api/v1/backups/?server_id=7', '/api/v1/backups/?server_id=7&page=2']);
    expect(idsOf(list)).toEqual([1, 2, 3]);
    expect(list).toMatchObject({ expectedCount: 3, isComplete: true });
  });

  it.each([
    ['/api/v1/backups/?limit=2&offset=2', '/api/v1/backups/?limit=2&offset=2'],
    ['?cursor=cD0yMDI1%3D#top', '/api/v1/backups/?cursor=cD0yMDI1%3D'],
    ['http://[broken/?page=2', '/api/v1/backups/?page=2'],
  ])('follows %s', async (next, url) => {
    const sent = stubFetch(
      jsonReply({ next, results: [entry(1)] }),
      jsonReply({ next: null, results: [entry(2)] }),
    );
    expect(await read()).toMatchObject({ isComplete: true });
    expect(urlsOf(sent)).toEqual(['/api/v1/backups/', url]);
  });

  it('shows a row that moved to the next page once, in its latest version', async () => {
    stubFetch(
      jsonReply({ count: 3, next: '?page=2', results: [entry(1), entry(2, { status: 'in_progress' })] }),
      jsonReply({ count: 3, next: null, results: [entry('2', { status: 'completed' }), entry(3)] }),
    );
    const list = await read();
    expect(list.entries).toMatchObject([{ id: 1 }, { id: '2', status: 'completed' }, { id: 3 }]);
    expect(list).toMatchObject({ expectedCount: 3, isComplete: true });
  });

  it.each([
    ['grew', 2, 3],
    ['shrank', 3, 2],
  ])('is partial if the count %s while paging: a row may have been missed', async (_name, first, last) => {
    stubFetch(
      jsonReply({ count: first, next: '?page=2', results: [entry(1)] }),
      jsonReply({ count: last, next: null, results: [entry(2)] }),
    );
    expect(await read()).toMatchObject({ expectedCount: 3, isComplete: false });
  });

  it.each([
    ['to the page itself', '?page=2'],
    ['to the first page', ''],
    ['nowhere', 'about:blank'],
  ])('ends as a part when `next` leads %s', async (_name, next) => {
    const sent = stubFetch(jsonReply({ next: '?page=2', results: [entry(1)] }), (request) =>
      jsonReply({ next: next || '/api/v1/backups/', results: [entry(request.url)] }),
    );
    expect(await read()).toMatchObject({ isComplete: false });
    expect(sent).toHaveLength(2);
    expect(issues).toEqual(['Paging of the backups cannot be followed to its end.']);
  });

  it.each([
    '?page=abc',
    '?page=-1',
    '?page=2.5',
    '?page=99999999999',
    '?page=',
    '?offset=2&limit=all',
    '?cursor=%00',
    '?cursor=a b',
  ])('keeps what came and ends as a part when `next` is %s, which nobody can ask for', async (next) => {
    const sent = stubFetch(jsonReply({ count: 3, next, results: [entry(1), entry(2)] }));
    const list = await read();
    expect(sent).toHaveLength(1);
    expect(idsOf(list)).toEqual([1, 2]);
    expect(list).toMatchObject({ expectedCount: 3, isComplete: false });
    expect(issues).toEqual(['Paging of the backups cannot be followed to its end.']);
  });

  it('ends as partial at a page with nothing new', async () => {
    const sent = stubFetch(({ url }) => jsonReply({ next: `?page=${url.length}`, results: [entry(1)] }));
    expect(await read()).toMatchObject({ isComplete: false });
    expect(sent).toHaveLength(2);
  });

  it('ends as partial after a thousand pages', async () => {
    let page = 1;
    const sent = stubFetch(() => {
      page += 1;
      return jsonReply({ next: `?page=${page}`, results: [entry(page)] });
    });
    const list = await read();
    expect(sent).toHaveLength(MAX_PAGES);
    expect(list).toMatchObject({ isComplete: false, expectedCount: null });
  });

  it('fails as a whole when one page fails', async () => {
    stubFetch(jsonReply({ next: '?page=2', results: [entry(1)] }), jsonReply({ detail: 'x' }, 500));
    await expect(read()).rejects.toMatchObject({ kind: 'server' });
  });
});
