import { describe, expect, it } from 'vitest';
import { fc } from '../testing/properties';
import { PLAIN_KINDS, parseDialog, withDialog } from './use-dialog-route';

describe('the dialog in a URL', () => {
  it('survives a round trip, and the rest of the query stays', () => {
    const key = fc
      .string({ minLength: 1, maxLength: 64, unit: 'binary' })
      .filter((text) => !/\p{Cs}/u.test(text));
    const dialog = fc.oneof(
      fc.record({ kind: fc.constant('create' as const), serverKey: fc.option(key) }),
      fc.record({ kind: fc.constantFrom('delete' as const, 'restore' as const), backupKey: key }),
      fc.record({ kind: fc.constant('restoreBefore' as const), serverKey: key }),
      fc.record({ kind: fc.constant('activity' as const), entryId: key }),
      fc.record({
        kind: fc.constantFrom(
          'expectation' as const,
          'acknowledge' as const,
          'unwatch' as const,
          'notes' as const,
        ),
        serverKey: key,
      }),
      fc.record({ kind: fc.constant('safeRestore' as const), operationId: key }),
      fc.record({
        kind: fc.constantFrom(...PLAIN_KINDS),
      }),
    );
    fc.assert(
      fc.property(dialog, (route) => {
        const search = new URLSearchParams(withDialog(new URLSearchParams('q=a+b'), route));
        expect(parseDialog(search)).toEqual(route);
        expect(withDialog(search, null)).toBe('?q=a+b');
      }),
    );
  });

  it('is none for anything else, and never throws', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'create',
        'delete',
        'restore',
        'connect',
        ':',
        '::',
        '../',
        '%00',
        '<script>',
        '__proto__',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const route = parseDialog(new URLSearchParams({ dialog: pieces.join('') }));
        expect(route === null || typeof route.kind === 'string').toBe(true);
      }),
    );
  });

  it.each([
    'delete',
    'delete:',
    'restore:',
    'connect:1',
    'Create',
    'toString',
    `delete:${'9'.repeat(65)}`,
    '',
  ])('is none for %j', (dialog) => {
    expect(parseDialog(new URLSearchParams({ dialog }))).toBeNull();
  });
});
