import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { DayStrip } from '../../components/days/day-strip';
import type { Fleet } from '../../components/fleet/fleet-work';
import { ServersNotices } from '../../components/fleet/servers-notices';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ErrorNotice } from '../../components/loading/error-notices';
import { ListLoad } from '../../components/loading/first-load';
import { PartialNotices } from '../../components/loading/list-notices';
import { paths } from '../../routes/paths';
import { WallBoard } from './wall-board';

/** The wall for people with access to the dashboard; refreshed automatically. */
export function WallView({ fleet }: { fleet: Fleet | null }) {
  const { t } = useI18n();
  const { data: list, error, dataUpdatedAt } = useQuery(backupsQuery());
  return (
    <WallBoard
      fleet={fleet}
      isLoading={error === null}
      readAtMs={dataUpdatedAt}
      notices={
        <>
          {list === undefined ? (
            <ListLoad skeleton={null} />
          ) : (
            <>
              <ErrorNotice error={error} />
              <PartialNotices list={list} />
            </>
          )}
          <ServersNotices hasAction={false} />
        </>
      }
      strip={({ key, history, protection }, nowMs) => (
        <DayStrip
          serverKey={key}
          history={history}
          usualIntervalMs={protection.usualIntervalMs}
          nowMs={nowMs}
          isStill
        />
      )}
      foot={
        <Link className="link" to={paths.overview()}>
          {t('fleet.wallLeave')}
        </Link>
      }
    />
  );
}
