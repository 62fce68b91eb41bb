import './activity-dialog.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import SearchX from 'lucide-react/icons/search-x';
import { activityEntryQuery } from '../../api/activity';
import { type DialogCallbacks, InfoDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { RetryNotice } from '../../components/loading/error-notices';
import { FirstLoad } from '../../components/loading/first-load';
import { RelativeTime } from '../../components/moment';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { ActivityDetails } from './activity-details';
import { activityErrorLine, activityErrorText } from './activity-error';
import { actionText, idText } from './activity-text';

/** One entry of the log. Follows an unfinished entry to its end. */
export function ActivityDialog({ entryId, ...callbacks }: DialogCallbacks & { entryId: string }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const query = useQuery(activityEntryQuery(useQueryClient(), entryId.toLowerCase()));
  const { data: entry, error, dataUpdatedAt } = query;
  if (entry === undefined || entry === null) {
    return (
      <InfoDialog {...callbacks} size="wide" title={t('activity.entry.title')}>
        {entry === null ? (
          <StateMessage icon={<SearchX size={22} />} title={t('activity.entry.gone.title')} role="status">
            {t('activity.entry.gone.text')}
          </StateMessage>
        ) : (
          <FirstLoad
            query={query}
            skeleton={<Skeleton rows={4} rowHeightPx={40} label={t('activity.loading')} />}
            wordsFor={(error) => activityErrorText(error, i18n)}
          />
        )}
      </InfoDialog>
    );
  }
  const { server } = entry;
  return (
    <InfoDialog
      {...callbacks}
      size="wide"
      title={actionText(entry, i18n)}
      description={
        <>
          {server === null ? null : (
            <>
              <ForeignText text={server.name ?? idText(server.id)} />
              <span>{t('common.list.separator')}</span>
            </>
          )}
          <RelativeTime iso={entry.time} />
        </>
      }
    >
      {error === null ? null : (
        <RetryNotice query={query}>
          {t('list.stale', { reason: activityErrorLine(error, i18n), time: format.time(dataUpdatedAt) })}
        </RetryNotice>
      )}
      <ActivityDetails entry={entry} />
    </InfoDialog>
  );
}
