import { isolated } from './foreign-text';

/** One cell; null is "not known" or "none". */
export type ExportCell = string | number | boolean | null;
export type ExportRow = Readonly<Record<string, ExportCell>>;

/**
 * Text that a spreadsheet reads as a formula, possibly after dropping leading control characters, invisible characters
 * and blanks. Full-width signs count in East Asian locales.
 */
const FORMULA_START = /^(?:\p{Cc}|[\p{Cc}\p{Cf}\p{Z}]*[=+\-@＝＋－＠])/u;

/** Prefixes formulas with `'`. Source: OWASP, "CSV Injection". */
export function guardFormula(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** Where the decimal mark is a comma, spreadsheets expect semicolons between fields. */
export const CSV_SEPARATORS = ['comma', 'semicolon'] as const;
export type CsvSeparator = (typeof CSV_SEPARATORS)[number];

const MARKS: Readonly<Record<CsvSeparator, { readonly field: string; readonly decimal: string }>> = {
  comma: { field: ',', decimal: '.' },
  semicolon: { field: ';', decimal: ',' },
};

export function usualSeparator(decimalMark: string): CsvSeparator {
  return CSV_SEPARATORS.find((separator) => MARKS[separator].decimal === decimalMark) ?? 'comma';
}

/**
 * CSV by RFC 4180: a header line, CRLF after every line, null as an empty field. Text is guarded against formulas
 * (numbers are not: `-1` is a number) and bidi-isolated. Excel needs U+FEFF in front.
 */
export function toCsv<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, ExportCell>>[],
  separator: CsvSeparator = 'comma',
): string {
  const field = (cell: ExportCell) => csvField(cell, separator);
  const lines = [columns.map(field), ...rows.map((row) => columns.map((column) => field(row[column])))];
  return lines.map((fields) => `${fields.join(MARKS[separator].field)}\r\n`).join('');
}

function plainText(cell: Exclude<ExportCell, string>, separator: CsvSeparator): string {
  return typeof cell === 'number' ? String(cell).replace('.', MARKS[separator].decimal) : String(cell ?? '');
}

function csvField(cell: ExportCell, separator: CsvSeparator): string {
  const text = typeof cell === 'string' ? guardFormula(isolated(cell)) : plainText(cell, separator);
  // Every separator that some locale splits at is quoted, not only this file's.
  return typeof cell === 'string' && /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** JSON needs no formula guard. */
export function toJson(rows: readonly ExportRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}
