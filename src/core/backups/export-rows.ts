import { isolated } from '../lib/foreign-text';
import type { Suspicions } from '../protection/suspicions';
import type { Backup } from './backup';

/** One cell as it is: numbers stay numbers, null is "not known" or "none". */
export type ExportCell = string | number | boolean | null;
export type ExportRow = Readonly<Record<string, ExportCell>>;

/** The columns of the backups export, in order, named as the provider names its fields; the last one is this dashboard's. */
export const BACKUP_EXPORT_COLUMNS = [
  'id',
  'server_id',
  'server_name',
  'backup_type',
  'status',
  'size_mb',
  'created_at',
  'expires_at',
  'description',
  'suspicious',
] as const;

export type BackupExportRow = Readonly<Record<(typeof BACKUP_EXPORT_COLUMNS)[number], ExportCell>>;

/**
 * One row a backup, in the order given. Times are ISO UTC, sizes decimal MB.
 * @param backups what the filters show
 * @param suspicions of the whole list
 */
export function backupExportRows(
  backups: readonly Backup[],
  suspicions: Suspicions,
): readonly BackupExportRow[] {
  return backups.map((backup) => ({
    id: backup.id,
    server_id: backup.serverId,
    server_name: backup.serverName,
    backup_type: backup.type,
    status: backup.status,
    size_mb: backup.sizeMb,
    created_at: backup.createdAt,
    expires_at: backup.expiresAt,
    description: backup.description,
    suspicious: suspicions.of(backup) !== null,
  }));
}

/**
 * Text that a spreadsheet would take for a formula, also once it has dropped control characters, invisible ones and
 * blanks in front. Full-width signs count in East Asian locales.
 */
const FORMULA_START = /^(?:\p{Cc}|[\p{Cc}\p{Cf}\p{Z}]*[=+\-@＝＋－＠])/u;

/** Text with `'` in front where a spreadsheet would compute it. Source: OWASP, "CSV Injection". */
export function guardFormula(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** How fields are told apart: where a comma stands in decimal numbers, spreadsheets expect semicolons between fields. */
export const CSV_SEPARATORS = ['comma', 'semicolon'] as const;
export type CsvSeparator = (typeof CSV_SEPARATORS)[number];

const MARKS: Readonly<Record<CsvSeparator, { readonly field: string; readonly decimal: string }>> = {
  comma: { field: ',', decimal: '.' },
  semicolon: { field: ';', decimal: ',' },
};

/** What spreadsheets expect where decimal numbers are written with this mark. */
export function usualSeparator(decimalMark: string): CsvSeparator {
  return CSV_SEPARATORS.find((separator) => MARKS[separator].decimal === decimalMark) ?? 'comma';
}

/**
 * CSV by RFC 4180: a header line, CRLF after every line, fields quoted where needed, null as an empty field.
 * Text is guarded against formulas, numbers are not (`-1` is a number), and keeps its direction to itself. Put U+FEFF
 * in front for Excel.
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
  // What this file is not split at is what many spreadsheets split at in other countries.
  return typeof cell === 'string' && /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows as JSON, unguarded: a program reads it. */
export function toJson(rows: readonly ExportRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}
