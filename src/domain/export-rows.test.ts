import { describe, expect, it } from 'vitest';
import { fc } from '../lib/test-properties';
import {
  BACKUP_EXPORT_COLUMNS,
  backupExportRows,
  type ExportCell,
  guardFormula,
  toCsv,
  toJson,
} from './export-rows';
import { suspicionsIn } from './suspicions';
import { aBackup, backupsArbitrary } from './test-backup';

/** A reader by the letter of RFC 4180, independent of the writer; throws on what the document does not allow. */
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
    // Programs that read it drop these characters first.
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
  it('writes what the filters show, with a header, line by line', () => {
    const backups = [
      aBackup({ description: 'Before "2.0", finally' }),
      aBackup({ id: 500, sizeMb: 0, createdAt: null, description: '' }),
      aBackup({ id: '9f-3', sizeMb: null, createdAt: null, description: '=HYPERLINK("http://x")' }),
    ];
    expect(
      toCsv(BACKUP_EXPORT_COLUMNS, backupExportRows(backups, suspicionsIn(backups))).split('\r\n'),
    ).toEqual([
      'id,server_id,server_name,backup_type,status,size_mb,created_at,expires_at,description,suspicious',
      '499,12345,web-server-01,manual,completed,4456,2025-01-14T10:30:00.000Z,,"Before ""2.0"", finally",false',
      '500,12345,web-server-01,manual,completed,0,,,,true',
      '9f-3,12345,web-server-01,manual,completed,,,,"\'=HYPERLINK(""http://x"")",false',
      '',
    ]);
  });

  it('writes the header alone for nothing', () => {
    expect(toCsv(['a', 'b'], [])).toBe('a,b\r\n');
  });

  it('leaves numbers and truth values as they are', () => {
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

  it('is read back cell by cell, and no text in it can be computed', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: cellArbitrary, b: cellArbitrary, c: cellArbitrary })), (rows) => {
        const [header, ...records] = parseCsv(toCsv(['a', 'b', 'c'], rows));
        expect(header).toEqual(['a', 'b', 'c']);
        expect(records).toEqual(
          rows.map(({ a, b, c }) =>
            [a, b, c].map((cell) => (typeof cell === 'string' ? guardFormula(cell) : String(cell ?? ''))),
          ),
        );
        for (const [row, record] of records.entries()) {
          if (typeof rows[row]?.a === 'string') expect(record[0]).not.toMatch(/^[=+\-@\t\r]/);
        }
      }),
    );
  });
});

describe('toJson', () => {
  it('is read back exactly as it was', () => {
    fc.assert(
      fc.property(backupsArbitrary, (backups) => {
        const rows = backupExportRows(backups, suspicionsIn(backups));
        expect(JSON.parse(toJson(rows))).toEqual(rows);
      }),
    );
  });
});
