import { describe, expect, it, vi } from 'vitest';
import { once } from './once';

describe('a value computed once', () => {
  it.each([
    ['a value', {}],
    ['nothing', undefined],
  ])('is computed on first use, and then kept: %s', (_name, made) => {
    const make = vi.fn(() => made);
    const value = once(make);
    expect(make).not.toHaveBeenCalled();
    expect([value(), value()]).toEqual([made, made]);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('is tried again after a failure', () => {
    const make = vi
      .fn(() => 1)
      .mockImplementationOnce(() => {
        throw new Error('not yet');
      });
    const value = once(make);
    expect(value).toThrow('not yet');
    expect(value()).toBe(1);
  });
});
