import FileJson from 'lucide-react/icons/file-braces';
import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet';
import { correctedNowMs } from '../../browser/clock';
import { downloadFile } from '../../browser/download';
import type { Backup } from '../../core/backups/backup';
import { BACKUP_EXPORT_COLUMNS, backupExportRows } from '../../core/backups/export-rows';
import { CSV_SEPARATORS, type CsvSeparator, toCsv, toJson, usualSeparator } from '../../core/lib/csv';
import type { MenuItem } from '../../ui/overlays/menu';
import { showToast } from '../../ui/overlays/toast-store';
import { useI18n } from '../i18n/i18n-provider';
import { useSuspicions } from './use-suspicions';

/** Byte order mark: without it Excel assumes a legacy encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/** CSV or JSON of exactly these backups, in this order. */
export function useBackupExports(
  backups: readonly Backup[],
): readonly Extract<MenuItem, { onSelect: unknown }>[] {
  const { t, format } = useI18n();
  const suspicions = useSuspicions();
  const name = `backups-${format.dayKey(correctedNowMs())}`;
  const usual = usualSeparator(format.decimalMark);
  const rows = () => backupExportRows(backups, (backup) => suspicions.of(backup) !== null);
  const done = () => showToast({ tone: 'ok', text: t('export.done', { count: backups.length }) });
  const csvItem = (label: string, separator: CsvSeparator) => ({
    label,
    Icon: FileSpreadsheet,
    onSelect: () => {
      const text = toCsv(BACKUP_EXPORT_COLUMNS, rows(), separator);
      downloadFile(`${name}.csv`, 'text/csv;charset=utf-8', BYTE_ORDER_MARK + text);
      done();
    },
  });
  const jsonItem = {
    label: t('export.json'),
    Icon: FileJson,
    onSelect: () => {
      downloadFile(`${name}.json`, 'application/json', toJson(rows()));
      done();
    },
  };
  const others = CSV_SEPARATORS.filter((separator) => separator !== usual);
  return [
    csvItem(t('export.csv'), usual),
    ...others.map((separator) => csvItem(t(`export.csvWith.${separator}`), separator)),
    jsonItem,
  ];
}
