import './copy-block.css';
import { copyText } from '../browser/copy-text';
import { Button } from '../ui/button';
import { showToast } from '../ui/overlays/toast-store';
import { useI18n } from './i18n/i18n-provider';

/** Text for a shell or a file, with a copy button. */
export function CopyBlock({ text, copyLabel }: { text: string; copyLabel?: string }) {
  const { t } = useI18n();
  const copy = async () => {
    const isCopied = await copyText(text);
    showToast(
      isCopied ? { tone: 'ok', text: t('action.copied') } : { tone: 'bad', text: t('backups.copied.failed') },
    );
  };
  return (
    <div className="copy-block">
      <pre translate="no">
        <code>{text}</code>
      </pre>
      <Button aria-label={copyLabel} onClick={() => void copy()}>
        {t('action.copy')}
      </Button>
    </div>
  );
}
