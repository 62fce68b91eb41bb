import { describe, expect, it } from 'vitest';
import { quoted } from './quoted';

describe('foreign text in a sentence', () => {
  it.each([
    ['backups.example.com:8443', '"backups.example.com:8443"'],
    ['', '""'],
    ['<script>"x"&\'', '"\\u{3c}script\\u{3e}\\u{22}x\\u{22}\\u{26}\\u{27}"'],
    ['a\r\nb\0', '"a\\u{d}\\u{a}b\\u{0}"'],
    ['\u202e☂', '"\\u{202e}\\u{2602}"'],
    ['\\', '"\\u{5c}"'],
    ['x'.repeat(101), `"${'x'.repeat(100)}…"`],
  ])('%j becomes %s', (text, expected) => {
    expect(quoted(text)).toBe(expected);
  });
});
