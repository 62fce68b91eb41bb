import { useParams } from 'react-router-dom';
import { AgreementPanel } from '../features/agreements/agreement-panel';
import { ServerBackups } from '../features/backups/server-backups';
import { ServerPage } from '../features/server/server-page';

/** The page of a server with its backups; put together here, because features do not import each other. */
export default function ComposedServerPage() {
  const { serverKey = '' } = useParams();
  return (
    // Keyed, so that no state of one server's page stays for the next.
    <ServerPage
      key={serverKey}
      serverKey={serverKey}
      agreement={(server) => <AgreementPanel server={server} />}
    >
      <ServerBackups serverKey={serverKey} />
    </ServerPage>
  );
}

export { default as ComparePage } from '../features/compare/compare-page';
