import { mayHaveActed } from '../../../components/failed-write';
import './create-many-dialog.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import ListX from 'lucide-react/icons/list-x';
import { useEffect, useMemo, useRef, useState } from 'react';
import { addCreatedBackup, createBackup } from '../../../api/backup-changes';
import { backupKeys, backupsQuery } from '../../../api/backups';
import { rememberStarted } from '../../../components/backups/started-here';
import { type DialogCallbacks, InfoDialog, MutationDialog } from '../../../components/dialog/dialog-shell';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { statusLabel } from '../../../components/i18n/provider-words';
import { serverSelection } from '../../../components/list/selection';
import { ListLoad } from '../../../components/loading/first-load';
import { type ServerChoice, useServerOptions } from '../../../components/servers/use-server-options';
import { useUnderWay } from '../../../components/under-way/use-under-way';
import { type BackupList, type Id, idKey, isWholeList } from '../../../core/backups/backup';
import { MANUAL_SLOTS } from '../../../core/backups/quota';
import { type BulkItem, createBulkRun, cutOffBulkRun } from '../../../core/bulk/bulk-runner';
import { appearedSince, createOutlooks } from '../../../core/fleet/create-many';
import { isCreateHeldBackBy } from '../../../core/restore/restore-operation';
import { runAt } from '../../../core/schedules/run-under-way';
import { Notice, Skeleton, StateMessage } from '../../../ui/feedback';
import { showToast } from '../../../ui/overlays/toast-store';
import { BulkList, BulkProgress, useBulkFrame } from './bulk-progress';
import { ServerChoiceLine, ServerLine } from './create-many-choice';
import { type CreateManyDraft, createManyDraft } from './create-many-draft';
import { DescriptionFields } from './description-fields';
import { useBulkRun } from './use-bulk-run';

interface FormProps extends DialogCallbacks {
  servers: readonly ServerChoice[];
  list: BackupList;
  /** As saved before a reload, or new. */
  kept: CreateManyDraft;
}

function CreateManyForm({ servers, list, kept, onClose, onReturnFocus }: FormProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const descriptionRef = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(kept);
  const latest = useRef(kept);
  const update = (change: (before: CreateManyDraft) => Partial<CreateManyDraft>) => {
    const next = { ...latest.current, ...change(latest.current) };
    latest.current = next;
    setDraft(next);
    createManyDraft.set(next);
  };
  const byKey = new Map(servers.map((server) => [server.value, server]));
  const { operations, runs } = useUnderWay();
  const outlooks = useMemo(() => {
    const isHeldBack = (id: Id) => operations.some((each) => isCreateHeldBackBy(each, id));
    return createOutlooks(list.backups, servers, isHeldBack);
  }, [list, servers, operations]);
  // As of opening: a poll must not untick what is about to be confirmed.
  const [runningBefore] = useState(
    () => new Set([...outlooks].filter(([, { running }]) => running !== null).map(([key]) => key)),
  );
  const chosen = servers
    .map(({ value }) => value)
    .filter((key) => outlooks.get(key)?.refusal === null && (draft.wanted[key] ?? !runningBefore.has(key)));

  const bulk = useBulkRun({
    initial: () =>
      kept.sent === null ? createBulkRun(kept.keys, false) : cutOffBulkRun(kept.sent.items, false),
    onChange: ({ items, isStarted }) => {
      if (!isStarted) return;
      update(({ sent }) => ({
        sent: {
          known: Object.fromEntries([...outlooks].map(([key, { manualKeys }]) => [key, [...manualKeys]])),
          made: {},
          ...sent,
          items: items.map(({ key, state }) => ({ key, state })),
        },
      }));
    },
    send: async (key) => {
      const serverId = byKey.get(key)?.id ?? key;
      try {
        const { backup } = await createBackup({ serverId, description: latest.current.description });
        addCreatedBackup(client, backup);
        rememberStarted('backups', backup.id);
        update(({ sent }) => ({
          sent: sent === null ? null : { ...sent, made: { ...sent.made, [key]: idKey(backup.id) } },
        }));
        serverSelection.set([key], false);
        return 'succeeded';
      } catch (error) {
        // Backups that may have started show in the list.
        if (mayHaveActed(error)) void client.invalidateQueries({ queryKey: backupKeys.all });
        throw error;
      }
    },
  });
  const { done, total } = bulk.summary;
  const { isStarted, question, footer, close } = useBulkFrame({
    bulk,
    onClose,
    ask: t('createMany.closeAsk'),
    goOn: t('createMany.goOn'),
    variant: 'primary',
    onLeft: () => {
      const problems = total - done;
      showToast(
        problems === 0
          ? { tone: 'info', text: t('createMany.result', { count: done }) }
          : { tone: 'bad', text: t('createMany.resultProblems', { done, count: total, problems }) },
      );
    },
  });
  const { sent, description } = draft;
  const backupMade = (key: string) => {
    const id = sent?.made[key];
    return id === undefined ? undefined : list.backups.find((backup) => idKey(backup.id) === id);
  };
  const stateOf = ({ key, state }: BulkItem) => {
    const backup = state === 'done' ? backupMade(key) : undefined;
    if (backup === undefined) return t(`createMany.state.${state === 'gone' ? 'done' : state}`);
    const status = statusLabel(backup.status, i18n).toLowerCase();
    return t('createMany.state.made', { id: idKey(backup.id), status });
  };
  const noteOf = ({ key, state }: BulkItem) => {
    if (state !== 'unknown') return null;
    const knownKeys = new Set(sent?.known[key]);
    const found = appearedSince(list.backups, key, { knownKeys, description: description.trim() });
    return (
      <span className="create-choice__note">
        {found === null
          ? t('createMany.notFound')
          : t('createMany.found', {
              id: idKey(found.id),
              status: statusLabel(found.status, i18n).toLowerCase(),
            })}
      </span>
    );
  };
  return (
    <MutationDialog
      title={t('createMany.title')}
      description={t('createMany.intro', { slots: MANUAL_SLOTS })}
      size="wide"
      onClose={close}
      onReturnFocus={onReturnFocus}
      error={null}
      isPending={false}
      submitLabel={t('createMany.submit', { count: chosen.length })}
      variant="primary"
      isReady={chosen.length > 0}
      onSubmit={() => {
        if (!isStarted) bulk.start(chosen);
      }}
      initialFocus={descriptionRef}
      footer={footer}
    >
      {isStarted ? (
        <>
          {question}
          <BulkProgress
            bulk={bulk}
            progress={t('createMany.progress', { done, total })}
            label={t('createMany.items')}
            stateOf={stateOf}
            lineOf={({ key }) => <ServerLine server={byKey.get(key)} serverKey={key} />}
            noteOf={noteOf}
          />
        </>
      ) : (
        <>
          <BulkList label={t('createMany.which')}>
            {servers.map((server) => {
              const outlook = outlooks.get(server.value);
              return outlook === undefined ? null : (
                <ServerChoiceLine
                  key={server.value}
                  server={server}
                  outlook={outlook}
                  run={runAt(runs, server.id)}
                  isChosen={chosen.includes(server.value)}
                  onChoose={(isChosen) =>
                    update(({ wanted }) => ({ wanted: { ...wanted, [server.value]: isChosen } }))
                  }
                />
              );
            })}
          </BulkList>
          {isWholeList(list) ? null : <Notice tone="warn">{t('create.slotsPartial')}</Notice>}
          <DescriptionFields
            inputRef={descriptionRef}
            description={description}
            onChange={(change) => update((before) => ({ description: change(before.description) }))}
          />
          {chosen.length > 0 ? null : <Notice tone="info">{t('createMany.none')}</Notice>}
        </>
      )}
    </MutationDialog>
  );
}

/** Asks which of the selected servers to back up, and requests their backups two at a time. */
export function CreateManyDialog(callbacks: DialogCallbacks) {
  const { t } = useI18n();
  const { data: list } = useQuery(backupsQuery());
  const options = useServerOptions();
  // As selected when the dialog opened, or as saved before a reload.
  const [kept] = useState<CreateManyDraft>(
    () =>
      createManyDraft.get() ?? {
        keys: [...serverSelection.selected.get()],
        description: '',
        wanted: {},
        sent: null,
      },
  );
  useEffect(() => {
    if (kept.keys.length > 0) createManyDraft.set(kept);
  }, [kept]);
  const servers = useMemo(() => {
    const keys = new Set(kept.keys);
    return options.filter(({ value }) => keys.has(value));
  }, [options, kept]);
  if (kept.keys.length > 0 && list === undefined) {
    return (
      <InfoDialog title={t('createMany.title')} {...callbacks}>
        <ListLoad skeleton={<Skeleton rows={3} rowHeightPx={36} label={t('list.loading')} />} />
      </InfoDialog>
    );
  }
  if (list === undefined || servers.length === 0) {
    return (
      <InfoDialog title={t('createMany.title')} {...callbacks}>
        <StateMessage icon={<ListX size={22} />} title={t('createMany.nothing.title')} role="status">
          {t('createMany.nothing.text')}
        </StateMessage>
      </InfoDialog>
    );
  }
  return <CreateManyForm servers={servers} list={list} kept={kept} {...callbacks} />;
}
