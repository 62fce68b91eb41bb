import { describe, expect, it } from 'vitest';
import { aBackup, backupsArbitrary } from '../../testing/fleets/backups';
import { fc } from '../../testing/properties';
import { BACKUP_EXPORT_COLUMNS, backupExportRows } from '../backups/export-rows';
import { type ExportCell, guardFormula, toCsv, toJson, usualSeparator } from './csv';
import { isolated } from './foreign-text';

/** A strict RFC 4180 parser, independent of the writer; throws on anything the RFC does not allow. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (match === null) throw new Error(`No field at: ${JSON.stringify(rest.slice(0, 20))}`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') {
      records.push(record);
      record = [];
    }
    rest = rest.slice(match[0].length);
  }
  return records;
}

describe('guardFormula', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+31 6', "'+31 6"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['\n=1', "'\n=1"],
    // Importing programs drop these characters first.
    ['\0=1', "'\0=1"],
    ['\x01\x7f=1', "'\x01\x7f=1"],
    ['\uFEFF=1', "'\uFEFF=1"],
    ['\u200B\u00A0 =1', "'\u200B\u00A0 =1"],
    ['\0plain', "'\0plain"],
    ['＝1+1', "'＝1+1"],
    ['\u200Bplain', '\u200Bplain'],
    ['a=1', 'a=1'],
    ['', ''],
    ["'=1", "'=1"],
  ])('%j → %j', (text, expected) => {
    expect(guardFormula(text)).toBe(expected);
  });
});

describe('toCsv', () => {
  it('writes a header and one line per row', () => {
    const backups = [
      aBackup({ description: 'Before "2.0", finally' }),
      aBackup({ id: 500, sizeMb: 0, createdAt: null, description: '' }),
      aBackup({ id: '9f-3', sizeMb: null, createdAt: null, description: '=HYPERLINK("http://x")' }),
    ];
    expect(
      toCsv(
        BACKUP_EXPORT_COLUMNS,
        backupExportRows(backups, ({ sizeMb }) => sizeMb === 0),
      ).split('\r\n'),
    ).toEqual([
      'id,server_id,server_name,backup_type,status,size_mb,created_at,expires_at,description,suspicious,kept,note',
      '499,12345,web-server-01,manual,completed,4456,2025-01-14T10:30:00.000Z,,"Before ""2.0"", finally",false,false,',
      '500,12345,web-server-01,manual,completed,0,,,,true,false,',
      '9f-3,12345,web-server-01,manual,completed,,,,"\'=HYPERLINK(""http://x"")",false,false,',
      '',
    ]);
  });

  it('writes only the header without rows', () => {
    expect(toCsv(['a', 'b'], [])).toBe('a,b\r\n');
  });

  it('writes semicolons and decimal commas for spreadsheets that expect them', () => {
    const rows = [{ a: 4523.5, b: '=1;2', c: -0.25, d: null }];
    expect(toCsv(['a', 'b', 'c', 'd'], rows, 'semicolon')).toBe('a;b;c;d\r\n4523,5;"\'=1;2";-0,25;\r\n');
    expect(toCsv(['a', 'b', 'c', 'd'], rows)).toBe('a,b,c,d\r\n4523.5,"\'=1;2",-0.25,\r\n');
  });

  it('isolates the text direction of a name in its cell', () => {
    expect(toCsv(['a'], [{ a: 'web\u202e10-' }, { a: 'שרת' }])).toBe(
      'a\r\n\u2068web[U+202E]10-\u2069\r\n\u2068שרת\u2069\r\n',
    );
  });

  it('leaves numbers and booleans unchanged', () => {
    expect(toCsv(['a', 'b', 'c'], [{ a: -1, b: true, c: 0 }])).toBe('a,b,c\r\n-1,true,0\r\n');
  });

  const cellArbitrary: fc.Arbitrary<ExportCell> = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('"', ',', '\r', '\n', '\r\n', ';', '=', '-', "'", 'a', ' ', '💾'))
      .map((parts) => parts.join('')),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );

  it('is read back cell by cell, without formulas', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: cellArbitrary, b: cellArbitrary, c: cellArbitrary })), (rows) => {
        const [header, ...records] = parseCsv(toCsv(['a', 'b', 'c'], rows));
        expect(header).toEqual(['a', 'b', 'c']);
        expect(records).toEqual(
          rows.map(({ a, b, c }) =>
            [a, b, c].map((cell) =>
              typeof cell === 'string' ? guardFormula(isolated(cell)) : String(cell ?? ''),
            ),
          ),
        );
        for (const [row, record] of records.entries()) {
          if (typeof rows[row]?.a === 'string') expect(record[0]).not.toMatch(/^[=+\-@\t\r]/);
        }
      }),
    );
  });
});

it.each([
  ['.', 'comma'],
  [',', 'semicolon'],
])('where %s stands in decimal numbers, fields are told apart by a %s', (mark, separator) => {
  expect(usualSeparator(mark)).toBe(separator);
});

describe('toJson', () => {
  it('is read back unchanged', () => {
    fc.assert(
      fc.property(backupsArbitrary, (backups) => {
        const rows = backupExportRows(backups, ({ sizeMb }) => sizeMb === 0);
        expect(JSON.parse(toJson(rows))).toEqual(rows);
      }),
    );
  });
});
