import { useParams } from 'react-router-dom';
import { AgreementPanel } from '../features/agreements/agreement-panel';
import { ServerBackups } from '../features/backups/server-backups';
import { ComparePage } from '../features/compare/compare-page';
import { ServerPage } from '../features/server/server-page';

/** The page of a server with its backups, composed here because features do not import each other. */
export default function ComposedServerPage() {
  const { serverKey = '' } = useParams();
  return (
    // The key drops all state when another server's page opens.
    <ServerPage
      key={serverKey}
      serverKey={serverKey}
      agreement={(server) => <AgreementPanel server={server} />}
    >
      <ServerBackups serverKey={serverKey} />
    </ServerPage>
  );
}

/** Compare shares most of its code, so it is in the same chunk. */
export function ComposedComparePage() {
  return <ComparePage />;
}
