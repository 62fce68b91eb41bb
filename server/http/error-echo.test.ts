import { afterAll, beforeAll, expect, it } from 'vitest';
import { fc } from '../../src/testing/properties';
import { startTestGateway, type TestGateway } from '../testing/gateway';
import { OWN_PAGE, send } from '../testing/http';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const MARKUP = '<script>alert(1)</script>';
const ENCODED = encodeURIComponent(MARKUP);

it.each([
  ['GET', `/${ENCODED}`, {}],
  ['GET', `/${MARKUP}`, {}],
  ['GET', `/assets/${ENCODED}.js`, {}],
  ['GET', `/api/v1/${ENCODED}/`, {}],
  ['GET', `/api/v1/backups/?${ENCODED}=1`, {}],
  ['GET', `/api/activity?${ENCODED}=1`, {}],
  ['GET', '/', { host: `${MARKUP}.example` }],
  ['GET', '/', { host: "evil'onload=x.example" }],
  ['POST', '/api/v1/backups/', { origin: MARKUP }],
  ['POST', '/api/v1/backups/', { origin: `http://${MARKUP}`, 'x-requested-with': MARKUP }],
  ['PUT', `/api/${ENCODED}`, OWN_PAGE],
])('what %s %s is answered with is never a page with its own words in it', async (method, path, headers) => {
  const sent = { accept: 'text/html,*/*', ...headers };
  const answer = await send({ port: gateway.port, method, path, headers: sent });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.headers['content-type'] ?? '').not.toMatch(/html|xml|svg/i);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.text).not.toMatch(/[<>]/);
});

it('whatever is requested, no response contains markup from the request', async () => {
  const part = fc.constantFrom(
    '/',
    'api',
    'v1',
    'backups',
    '?',
    'q=',
    ENCODED,
    '%3Cimg%3E',
    '..',
    '%00',
    '&',
    '#',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
      const answer = await send({
        port: gateway.port,
        path: `/${parts.join('')}`,
        headers: { accept: 'text/html', 'sec-fetch-dest': 'document' },
      });
      expect(answer.text).not.toMatch(/<script>alert|<img>/);
    }),
    { numRuns: 40 },
  );
});
