import { describe, expect, it } from 'vitest';
import { describeViolations } from './axe';

describe('violations as text', () => {
  it('is empty when there are none', () => {
    expect(describeViolations([])).toBe('');
  });

  it('names the rule, each element and its reason', () => {
    const text = describeViolations([
      {
        id: 'button-name',
        impact: 'critical',
        help: 'Buttons must have discernible text',
        helpUrl: 'https://example.test/button-name',
        nodes: [
          {
            target: ['#a', ['#host', 'button']],
            html: '<button></button>',
            failureSummary: 'Fix:\n  no text',
          },
        ],
      },
    ]);
    expect(text).toBe(
      [
        'button-name (critical): Buttons must have discernible text',
        '  https://example.test/button-name',
        '  - #a #host button',
        '      <button></button>',
        '      Fix:',
        '        no text',
      ].join('\n'),
    );
  });
});
