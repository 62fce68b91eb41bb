import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Combobox, type ComboboxOption, type ComboboxProps } from './combobox';

const SERVERS: readonly ComboboxOption[] = [
  { value: '1', label: 'api-01', detail: '203.0.113.31' },
  { value: '2', label: 'büro-archiv-01', detail: '198.51.100.18' },
  { value: '3', label: 'web-server-01', detail: '203.0.113.10' },
  { value: '4', label: 'web-server-01', detail: '203.0.113.99' },
];

const TEXTS: ComboboxProps['texts'] = {
  noMatch: 'No server matches',
  open: 'Show servers',
  clear: 'Clear selection',
  results: (count) => `${count} servers`,
};

function setUp(changes: Partial<ComboboxProps> = {}) {
  const onChange = vi.fn<(value: string | null) => void>();
  // biome-ignore lint/correctness/noComponentHookFactories: each test needs its own form
  function Form() {
    const [value, setValue] = useState(changes.value ?? null);
    return (
      <form aria-label="Form">
        <Combobox
          label="Server"
          placeholder="All servers"
          options={SERVERS}
          texts={TEXTS}
          {...changes}
          value={value}
          onChange={(next) => {
            onChange(next);
            setValue(next);
          }}
        />
        <button type="button">Next</button>
      </form>
    );
  }
  render(<Form />);
  const input = screen.getByRole<HTMLInputElement>('combobox', { name: 'Server' });
  return { user: userEvent.setup(), input, onChange };
}

function options(): string[] {
  const list = screen.queryByRole('listbox', { name: 'Server' });
  return list === null
    ? []
    : within(list)
        .queryAllByRole('option')
        .map((option) => option.textContent ?? '');
}

/** The active option for screen readers. */
function active(input: HTMLElement): string | null {
  const id = input.getAttribute('aria-activedescendant');
  return id === null || id === '' ? null : (document.getElementById(id)?.textContent ?? null);
}

describe('searching', () => {
  it('shows every option at first, with details that distinguish equal names', async () => {
    const { user, input } = setUp();
    expect(input.getAttribute('aria-expanded')).toBe('false');
    await user.click(input);
    expect(input.getAttribute('aria-expanded')).toBe('true');
    expect(options()).toEqual([
      'api-01203.0.113.31',
      'büro-archiv-01198.51.100.18',
      'web-server-01203.0.113.10',
      'web-server-01203.0.113.99',
    ]);
  });

  it.each([
    ['BURO', ['büro-archiv-01198.51.100.18']],
    ['büro arch', ['büro-archiv-01198.51.100.18']],
    ['01 113.99', ['web-server-01203.0.113.99']],
    ['  API ', ['api-01203.0.113.31']],
  ])('finds by "%s", accents and case or not, in any order of words', async (text, found) => {
    const { user, input } = setUp();
    await user.type(input, text);
    expect(options()).toEqual(found);
  });

  it('says that nothing is found, and Enter then chooses nothing', async () => {
    const { user, input, onChange } = setUp();
    await user.type(input, 'mail');
    expect(screen.getByText('No server matches')).toBeDefined();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('renders at most fifty options, and says how many there are', async () => {
    const many = Array.from({ length: 900 }, (_, at) => ({ value: String(at), label: `server-${at}` }));
    const { user, input } = setUp({ options: many });
    await user.click(input);
    expect(options()).toHaveLength(50);
    expect(screen.getByText('900 servers')).toBeDefined();
    await user.type(input, 'server-899');
    expect(options()).toEqual(['server-899']);
    expect(screen.queryByText('900 servers')).toBeNull();
  });
});

describe('the keyboard', () => {
  it('moves with the arrow keys and chooses with Enter, without submitting the form', async () => {
    const { user, input, onChange } = setUp();
    const submit = vi.fn<(event: Event) => void>((event) => event.preventDefault());
    screen.getByRole('form').addEventListener('submit', submit);
    input.focus();
    await user.keyboard('{ArrowDown}');
    expect(active(input)).toContain('api-01');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(active(input)).toContain('203.0.113.10');
    await user.keyboard('{ArrowUp}');
    expect(active(input)).toContain('büro');
    await user.keyboard('{Enter}');
    expect(onChange.mock.calls).toEqual([['2']]);
    expect(input.value).toBe('büro-archiv-01');
    expect(options()).toEqual([]);
    expect(document.activeElement).toBe(input);
    expect(submit).not.toHaveBeenCalled();
  });

  it('chooses the right one of two equal names', async () => {
    const { user, input, onChange } = setUp();
    await user.type(input, 'web{ArrowDown}{ArrowDown}{Enter}');
    expect(onChange.mock.calls).toEqual([['4']]);
  });

  it('closes the list with Escape and keeps the previous choice', async () => {
    const { user, input, onChange } = setUp({ value: '3' });
    await user.click(input);
    await user.keyboard('{ArrowDown}{Escape}');
    expect(options()).toEqual([]);
    expect(input.value).toBe('web-server-01');
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('a list that changes', () => {
  it('keeps the highlighted option, wherever it moves', async () => {
    const onChange = vi.fn<(value: string | null) => void>();
    const list = (options: readonly ComboboxOption[]) => (
      <Combobox label="Server" options={options} value={null} onChange={onChange} texts={TEXTS} />
    );
    const { rerender } = render(list(SERVERS));
    const user = userEvent.setup();
    const input = screen.getByRole('combobox', { name: 'Server' });
    await user.type(input, '01{ArrowDown}');
    expect(active(input)).toContain('api-01');
    rerender(list([{ value: '9', label: 'aaa-01' }, ...SERVERS]));
    expect(options()[0]).toBe('aaa-01');
    expect(active(input)).toContain('api-01');
    await user.keyboard('{Enter}');
    expect(onChange.mock.calls).toEqual([['1']]);
  });

  it('chooses nothing if the highlighted option is gone', async () => {
    const onChange = vi.fn<(value: string | null) => void>();
    const list = (options: readonly ComboboxOption[]) => (
      <Combobox label="Server" options={options} value={null} onChange={onChange} texts={TEXTS} />
    );
    const { rerender } = render(list(SERVERS));
    const user = userEvent.setup();
    await user.type(screen.getByRole('combobox', { name: 'Server' }), '01{ArrowDown}');
    rerender(list(SERVERS.slice(1)));
    await user.keyboard('{Enter}');
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('leaving without a choice', () => {
  it.each(['half a name', 'with the arrows on an option'])('(%s) keeps the previous choice', async (how) => {
    const { user, input, onChange } = setUp({ value: '3' });
    await user.clear(input);
    await user.type(input, how === 'half a name' ? 'bür' : 'bür{ArrowDown}');
    await user.tab();
    expect(input.value).toBe('web-server-01');
    expect(options()).toEqual([]);
    expect(onChange).not.toHaveBeenCalled();
  });

  it('leaves the field empty if nothing was chosen before', async () => {
    const { user, input, onChange } = setUp();
    await user.type(input, 'api');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(input.value).toBe('');
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('the full name of one option', () => {
  it.each(['Tab', 'Enter'])('is chosen with %s', async (key) => {
    const { user, input, onChange } = setUp({ value: '3' });
    await user.tripleClick(input);
    await user.keyboard(`Buro-Archiv-01{${key}}`);
    expect(input.value).toBe('büro-archiv-01');
    expect(onChange.mock.calls).toEqual([['2']]);
  });

  it('is not needed for Enter if only one option is left', async () => {
    const { user, input, onChange } = setUp({ value: '3' });
    await user.tripleClick(input);
    await user.keyboard('bür{Enter}');
    expect(input.value).toBe('büro-archiv-01');
    expect(onChange.mock.calls).toEqual([['2']]);
  });

  it.each(['web', 'nobody'])(
    'stays as typed with Enter if several or no options match (%s)',
    async (text) => {
      const { user, input, onChange } = setUp({ value: '1' });
      const submit = vi.fn<(event: Event) => void>((event) => event.preventDefault());
      screen.getByRole('form').addEventListener('submit', submit);
      await user.tripleClick(input);
      await user.keyboard(`${text}{Enter}{Enter}`);
      expect(input.value).toBe(text);
      expect(onChange).not.toHaveBeenCalled();
      expect(submit).not.toHaveBeenCalled();
    },
  );

  it('is not chosen if two options have it', async () => {
    const { user, input, onChange } = setUp();
    await user.type(input, 'web-server-01');
    await user.tab();
    expect(input.value).toBe('');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('is not chosen after Escape', async () => {
    const { user, input, onChange } = setUp({ value: '3' });
    await user.tripleClick(input);
    await user.keyboard('api-01{Escape}');
    await user.tab();
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('the mouse', () => {
  it('chooses the clicked option, and typing then starts a new search', async () => {
    const { user, input, onChange } = setUp({ value: '1' });
    await user.click(input);
    await user.click(screen.getByText('203.0.113.99'));
    expect(onChange.mock.calls).toEqual([['4']]);
    expect(input.value).toBe('web-server-01');
    // The old name is selected on opening, so that typing replaces it.
    await user.click(input);
    expect(input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0)).toBe('web-server-01');
  });

  it('opens and closes the list with the arrow button', async () => {
    const { user } = setUp();
    await user.click(screen.getByRole('button', { name: 'Show servers' }));
    expect(options()).toHaveLength(4);
    await user.click(screen.getByRole('button', { name: 'Show servers' }));
    expect(options()).toEqual([]);
  });
});

describe('a choice', () => {
  it('can be cleared, and the focus stays in the field', async () => {
    const { user, input, onChange } = setUp({ value: '1' });
    await user.click(screen.getByRole('button', { name: 'Clear selection' }));
    expect(onChange.mock.calls).toEqual([[null]]);
    expect(input.value).toBe('');
    expect(document.activeElement).toBe(input);
    expect(screen.queryByRole('button', { name: 'Clear selection' })).toBeNull();
  });

  it('cannot be changed while the field is disabled', async () => {
    const { user, input, onChange } = setUp({ value: '1', disabled: true });
    await user.click(input);
    expect(options()).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Clear selection' })).toBeNull();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('that is not among the options shows an empty field', () => {
    const { input } = setUp({ value: '999' });
    expect(input.value).toBe('');
  });
});

describe('an error', () => {
  it('is announced and tied to the field', () => {
    const { input } = setUp({ isLabelVisible: true, error: 'Choose the server to back up.' });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const error = screen.getByText('Choose the server to back up.');
    expect(error.getAttribute('role')).toBe('alert');
    expect(input.getAttribute('aria-describedby')?.split(' ')).toContain(error.id);
  });
});
