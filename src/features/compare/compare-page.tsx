import { useSearchParams } from 'react-router-dom';
import { parseComparison } from '../../core/compare/comparison';
import { BackupComparison } from './backup-comparison';
import { ServerComparison } from './server-comparison';

/** `/compare`: two servers, or two backups of one server, side by side. */
export function ComparePage() {
  const [params] = useSearchParams();
  const { kind, keys } = parseComparison(params);
  return kind === 'servers' ? <ServerComparison keys={keys} /> : <BackupComparison keys={keys} />;
}
