import { describe, expect, it } from 'vitest';
import { readArguments } from './options';

const DEFAULTS = { format: 'text', servers: [], ignored: [], timeoutMs: 30_000 };

describe('the command line of the check', () => {
  it.each([
    ['nothing', [], {}],
    ['--json', ['--json'], { format: 'json' }],
    ['--nagios', ['--nagios'], { format: 'nagios' }],
    ['several servers', ['--server', 'web', '--server=12'], { servers: ['web', '12'] }],
    ['several to leave out', ['--ignore', 'old box', '--ignore', '7'], { ignored: ['old box', '7'] }],
    ['a limit', ['--timeout', '5'], { timeoutMs: 5000 }],
  ])('accepts %s', (_name, args, changes) => {
    expect(readArguments(args)).toEqual({ kind: 'check', options: { ...DEFAULTS, ...changes } });
  });

  it.each([
    ['an unknown option', ['--servers', 'web'], /--servers/],
    ['a word that belongs to no option', ['web'], /web/],
    ['an option without its value', ['--server'], /--server/],
    ['a value where none belongs', ['--json=yes'], /--json/],
    ['two formats', ['--json', '--nagios'], /can't be combined/],
    ['an empty name', ['--ignore', ' '], /need a name/],
    ['no limit at all', ['--timeout', '0'], /1 to 600/],
    ['a limit of an hour', ['--timeout', '3600'], /1 to 600/],
    ['a limit that is no number', ['--timeout', '5s'], /1 to 600/],
  ])('rejects %s', (_name, args, problem) => {
    expect(readArguments(args)).toEqual({ kind: 'wrong', problem: expect.stringMatching(problem) });
  });

  it.each([['--help'], ['-h']])('prints its usage on %s', (option) => {
    expect(readArguments([option])).toEqual({ kind: 'help' });
  });
});
