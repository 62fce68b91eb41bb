import { useParams } from 'react-router-dom';
import { BackupsSection, SummaryLine } from '../features/backups/backups-section';
import { ServerPage } from '../features/server/server-page';

/** The page of a server with its table of backups. Put together here, because features do not import each other. */
export default function ComposedServerPage() {
  const { serverKey = '' } = useParams();
  return (
    <ServerPage
      // Another server is another page: no state of the last one may stay.
      key={serverKey}
      serverKey={serverKey}
      renderBackups={(key) => (
        <BackupsSection
          serverKey={key}
          renderSummary={(summary) =>
            summary === null ? null : (
              <p className="muted small server-page__summary">
                <SummaryLine summary={summary} />
              </p>
            )
          }
        />
      )}
    />
  );
}
