import '../../ui/menu.css';
import * as DropdownMenu from '@radix-ui/react-dropdown-menu';
import Download from 'lucide-react/icons/download';
import FileJson from 'lucide-react/icons/file-braces';
import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet';
import { correctedNowMs } from '../../browser/clock';
import { downloadFile } from '../../browser/download';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useSuspicions } from '../../components/suspicion';
import type { Backup } from '../../core/backups/backup';
import { BACKUP_EXPORT_COLUMNS, backupExportRows } from '../../core/backups/export-rows';
import { CSV_SEPARATORS, type CsvSeparator, toCsv, toJson, usualSeparator } from '../../core/lib/csv';
import { Button } from '../../ui/button';
import { showToast } from '../../ui/toast-store';

/** Without it Excel takes the text for an old code page. */
const BYTE_ORDER_MARK = '\uFEFF';

/** CSV or JSON of exactly what the filters show, in the order shown. */
export default function ExportMenu({ backups }: { backups: readonly Backup[] }) {
  const { t, format } = useI18n();
  const suspicions = useSuspicions();
  const name = `backups-${format.dayKey(correctedNowMs())}`;
  const usual = usualSeparator(format.decimalMark);
  const done = () => showToast({ tone: 'ok', text: t('export.done', { count: backups.length }) });
  const rows = () => backupExportRows(backups, (backup) => suspicions.of(backup) !== null);
  const exportCsv = (separator: CsvSeparator) => {
    const text = toCsv(BACKUP_EXPORT_COLUMNS, rows(), separator);
    downloadFile(`${name}.csv`, 'text/csv;charset=utf-8', BYTE_ORDER_MARK + text);
    done();
  };
  const exportJson = () => {
    downloadFile(`${name}.json`, 'application/json', toJson(rows()));
    done();
  };
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button icon={<Download size={16} aria-hidden="true" />}>{t('export.label')}</Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={12}>
          <DropdownMenu.Item className="menu__item" onSelect={() => exportCsv(usual)}>
            <FileSpreadsheet size={15} aria-hidden="true" />
            <span>{t('export.csv')}</span>
          </DropdownMenu.Item>
          {CSV_SEPARATORS.filter((separator) => separator !== usual).map((separator) => (
            <DropdownMenu.Item key={separator} className="menu__item" onSelect={() => exportCsv(separator)}>
              <FileSpreadsheet size={15} aria-hidden="true" />
              <span>{t(`export.csvWith.${separator}`)}</span>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Item className="menu__item" onSelect={exportJson}>
            <FileJson size={15} aria-hidden="true" />
            <span>{t('export.json')}</span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
