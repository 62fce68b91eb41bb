import type { JudgedServer } from '../../core/fleet/fleet';
import { RowBadge } from '../../ui/badge';
import { useI18n } from '../i18n/i18n-provider';
import { StandingRowBadge } from './protection-row-badge';

/** As in a row, which has no room for more, and whether it is the operator's setting that takes the server out. */
export function StandingBadge({ standing, agreement }: Pick<JudgedServer, 'standing' | 'agreement'>) {
  const { t } = useI18n();
  return agreement?.isIgnored === true ? (
    <RowBadge tone="idle">{t('agreement.ignoredBadge')}</RowBadge>
  ) : (
    <StandingRowBadge standing={standing} />
  );
}
