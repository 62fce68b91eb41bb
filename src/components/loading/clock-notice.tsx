import { clockOffsetMs } from '../../browser/clock';
import { useStore } from '../../browser/storage/store';
import { Notice } from '../../ui/feedback';
import { useI18n } from '../i18n/i18n-provider';

/** Says that this computer's clock is wrong and that ages are corrected. */
export function ClockNotice() {
  const { t, format } = useI18n();
  const offsetMs = useStore(clockOffsetMs);
  if (offsetMs === 0) return null;
  return (
    <Notice tone="info" role="status">
      {t('clock.skewed', {
        duration: format.duration(Math.abs(offsetMs)),
        direction: t(offsetMs < 0 ? 'clock.ahead' : 'clock.behind'),
      })}
    </Notice>
  );
}
