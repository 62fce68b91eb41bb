import type { JudgedServer } from '../../core/fleet/fleet';
import { RowBadge } from '../../ui/badge';
import { useI18n } from '../i18n/i18n-provider';
import { StandingRowBadge } from './protection-row-badge';

/** The short form for a row; the full form adds whether the operator's setting excludes the server. */
export function StandingBadge({ standing, agreement }: Pick<JudgedServer, 'standing' | 'agreement'>) {
  const { t } = useI18n();
  return agreement?.isIgnored === true ? (
    <RowBadge tone="idle">{t('agreement.ignoredBadge')}</RowBadge>
  ) : (
    <StandingRowBadge standing={standing} />
  );
}
