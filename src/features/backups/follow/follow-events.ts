import { notifyWhenHidden } from '../../../browser/notify';
import { isStartedHere } from '../../../components/backups/started-here';
import type { I18n } from '../../../components/i18n/i18n-provider';
import { statusLabel } from '../../../components/i18n/provider-words';
import { idKey } from '../../../core/backups/backup';
import type { FollowEvent } from '../../../core/backups/backup-list-changes';
import type { Suspicions } from '../../../core/protection/suspicions';
import { suspicionText } from '../../../core/text/suspicion-text';
import { paths } from '../../../routes/paths';
import { showToast, type ToastInput } from '../../../ui/overlays/toast-store';

/** If more backups end at once, they share one toast. */
const MAX_SINGLE_TOASTS = 3;

type ServerLabels = ReadonlyMap<string, string>;

function eventToast(
  event: FollowEvent,
  suspicions: Suspicions,
  labels: ServerLabels,
  i18n: I18n,
): ToastInput {
  const { t, format } = i18n;
  const { id, serverId, serverName } = event.running;
  const serverKey = idKey(serverId);
  const params = { id: idKey(id), server: labels.get(serverKey) ?? serverName };
  const link = { to: paths.server(serverKey), label: t('action.show') };
  switch (event.kind) {
    case 'completed': {
      const suspicion = suspicions.of(event.backup);
      if (suspicion !== null) {
        const why = suspicionText(suspicion, i18n);
        return { tone: 'bad', text: t('follow.suspicious', { ...params, why }), link };
      }
      const { sizeMb } = event.backup;
      const text =
        sizeMb === null
          ? t('follow.completedNoSize', params)
          : t('follow.completed', { ...params, size: format.size(sizeMb) });
      return { tone: 'ok', text, link };
    }
    case 'failed':
    case 'vanished':
      return { tone: 'bad', text: t(`follow.${event.kind}`, params), link };
    case 'ended':
      return {
        tone: 'info',
        text: t('follow.ended', { ...params, status: statusLabel(event.backup.status, i18n) }),
        link,
      };
  }
}

/** Shows each end as a toast, and as a notification if the backup was started here. */
export function announceEnds(
  events: readonly FollowEvent[],
  suspicions: Suspicions,
  labels: ServerLabels,
  i18n: I18n,
): void {
  const toasts = events.map((event) => ({ event, toast: eventToast(event, suspicions, labels, i18n) }));
  for (const { event, toast } of toasts) {
    if (isStartedHere('backups', event.running.id)) notifyWhenHidden(i18n.t('app.name'), toast.text);
  }
  if (events.length <= MAX_SINGLE_TOASTS) {
    for (const { toast } of toasts) showToast(toast);
    return;
  }
  const completed = events.filter(({ kind }) => kind === 'completed').length;
  const failed = events.filter(({ kind }) => kind === 'failed').length;
  showToast({
    tone: failed > 0 ? 'bad' : 'ok',
    text: i18n.t('follow.many', {
      count: events.length,
      completed,
      failed,
      other: events.length - completed - failed,
    }),
    link: { to: paths.backups(), label: i18n.t('action.show') },
  });
}
