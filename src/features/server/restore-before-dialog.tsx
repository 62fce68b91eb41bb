import SearchX from 'lucide-react/icons/search-x';
import { useRef } from 'react';
import { type DialogCallbacks, InfoDialog } from '../../components/dialog/dialog-shell';
import { useFleet } from '../../components/fleet/use-fleet';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ListLoad } from '../../components/loading/first-load';
import { Skeleton, StateMessage } from '../../ui/feedback';
import { RestorePointSearch } from './state-before';

export interface RestoreBeforeDialogProps extends DialogCallbacks {
  serverKey: string;
}

/** Asks for a moment, and opens the restore of the newest good backup before it. */
export function RestoreBeforeDialog({ serverKey, ...callbacks }: RestoreBeforeDialogProps) {
  const { t } = useI18n();
  const { fleet, list } = useFleet();
  const inputRef = useRef<HTMLInputElement>(null);
  const server = fleet?.servers.find(({ key }) => key === serverKey);
  if (fleet === null || server === undefined) {
    const skeleton = <Skeleton rows={3} rowHeightPx={36} label={t('list.loading')} />;
    return (
      <InfoDialog title={t('server.before')} {...callbacks}>
        {list === undefined ? (
          <ListLoad skeleton={skeleton} />
        ) : fleet === null ? (
          skeleton
        ) : (
          <StateMessage
            icon={<SearchX size={22} />}
            title={t('server.notFound.title', { id: serverKey })}
            role="status"
          >
            {t('server.notFound.text')}
          </StateMessage>
        )}
      </InfoDialog>
    );
  }
  return (
    <InfoDialog
      title={t('server.beforeTitle', { server: server.label })}
      description={t('server.beforeIntro')}
      initialFocus={inputRef}
      {...callbacks}
    >
      <RestorePointSearch history={server.history} nowMs={fleet.nowMs} inputRef={inputRef} />
    </InfoDialog>
  );
}
