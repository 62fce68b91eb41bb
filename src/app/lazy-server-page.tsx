import { BackupsSection, SummaryLine } from '../features/backups/backups-section';
import { ServerPage } from '../features/server/server-page';

/** The page of a server with the table of backups in it: put together here, because features do not know each other. */
export default function ComposedServerPage({ serverKey }: { serverKey: string }) {
  return (
    <ServerPage
      // Another server is another page: nothing of the former one's state may stay.
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
