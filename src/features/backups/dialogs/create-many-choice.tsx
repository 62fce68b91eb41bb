import { useI18n } from '../../../components/i18n/i18n-provider';
import type { ServerChoice } from '../../../components/servers/use-server-options';
import { idKey } from '../../../core/backups/backup';
import { MANUAL_SLOTS } from '../../../core/backups/quota';
import type { CreateOutlook } from '../../../core/fleet/create-many';
import { isolated } from '../../../core/lib/foreign-text';
import type { RunAtServer } from '../../../core/schedules/run-under-way';
import { SlotMeter } from '../../../ui/badge';
import { ForeignText } from '../../../ui/foreign-text';

/** The name and the number of a server; the number alone if its name is not known. */
export function ServerLine({ server, serverKey }: { server: ServerChoice | undefined; serverKey: string }) {
  const { t } = useI18n();
  return (
    <span>
      {server === undefined ? null : (
        <>
          <ForeignText text={server.name} />
          <span>{t('common.list.separator')}</span>
        </>
      )}
      <ForeignText text={`#${serverKey}`} />
    </span>
  );
}

interface ChoiceProps {
  server: ServerChoice;
  outlook: CreateOutlook;
  run: RunAtServer | null;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}

/** One server with its slots, and what prevents its backup. */
export function ServerChoiceLine({ server, outlook, run, isChosen, onChoose }: ChoiceProps) {
  const { t, format } = useI18n();
  const { refusal, running, slotsUsed } = outlook;
  const refusalText = {
    gone: t('overview.gone'),
    slotsFull: t('createMany.slotsFull'),
    serverRestoring: t('createMany.restoring'),
    operation: t('createMany.restoring'),
  };
  const note =
    refusal !== null
      ? refusalText[refusal]
      : running === null
        ? run === null
          ? null
          : t('createMany.run', { name: isolated(run.run.scheduleName) })
        : t('createMany.running', {
            id: idKey(running.id),
            time: running.createdAt === null ? t('common.unknown') : format.time(running.createdAt),
          });
  return (
    <li className="create-choice" data-refused={refusal !== null || undefined}>
      <label className="create-choice__label">
        <input
          type="checkbox"
          className="checkbox"
          aria-label={t('overview.backUpLabel', { server: server.label })}
          aria-describedby={note === null ? undefined : `create-many-${server.value}`}
          checked={isChosen}
          disabled={refusal !== null}
          onChange={({ target }) => onChoose(target.checked)}
        />
        <ServerLine server={server} serverKey={server.value} />
      </label>
      <SlotMeter used={slotsUsed} total={MANUAL_SLOTS} text={`${slotsUsed}/${MANUAL_SLOTS}`} />
      {note === null ? null : (
        <span className="create-choice__note" id={`create-many-${server.value}`}>
          {note}
        </span>
      )}
    </li>
  );
}
