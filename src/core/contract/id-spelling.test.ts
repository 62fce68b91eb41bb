import { expect, it } from 'vitest';
import { isOtherSpelling } from './id-spelling';

const UUID = '0b9f5c1e-3d2a-4f6b-8c7d-1e2f3a4b5c6d';

it.each([0, 501, '0', '501', '98765432109876543210', UUID, 'srv-501', 'web_1', 'b501'])(
  'the provider can only mean %s itself',
  (id) => expect(isOtherSpelling(id)).toBe(false),
);

it.each([
  '0501',
  '5_01',
  '_501',
  '-501',
  '+501',
  ' 501',
  '501\n',
  '501.0',
  '5.01e2',
  '501e0',
  '0x1f5',
  '５０１',
  '٥٠١',
  '501\u200b',
  UUID.toUpperCase(),
  UUID.replaceAll('-', ''),
  `{${UUID}}`,
  `urn:uuid:${UUID}`,
])('%j may be another spelling', (id) => expect(isOtherSpelling(id)).toBe(true));
