import './create-backup-dialog.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { backupsQuery } from '../../../api/backups';
import { type DialogCallbacks, MutationDialog } from '../../../components/dialog/dialog-shell';
import { readDraft, writeDraft } from '../../../components/dialog/kept-input';
import { useComboboxTexts } from '../../../components/filters/use-combobox-texts';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { errorLine } from '../../../components/loading/error-text';
import { useIsAccountEmpty, useServerOptions } from '../../../components/servers/use-server-options';
import { useUnderWay } from '../../../components/under-way/use-under-way';
import { WriteButton } from '../../../components/write-lock';
import { idKey } from '../../../core/backups/backup';
import { MANUAL_SLOTS, slotsUsed } from '../../../core/backups/quota';
import { allWords } from '../../../core/contract/error-words';
import { ApiError } from '../../../core/contract/errors';
import { normalizedText } from '../../../core/lib/fold-text';
import { isCreateHeldBackBy } from '../../../core/restore/restore-operation';
import { runAt } from '../../../core/schedules/run-under-way';
import { createRefusal } from '../../../core/servers/create-refusal';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/feedback';
import { Combobox } from '../../../ui/fields/combobox';
import { useCreateBackup } from '../mutations';
import { CreateSlots } from './create-slots';
import { DescriptionFields } from './description-fields';
import { RunNotice } from './run-notice';
import { type SentCreate, UnknownOutcome, useUnknownCreate } from './unknown-create';

/** Request fields whose errors are shown at their input. */
const SHOWN_FIELDS = ['server_id', 'description'];

export interface CreateBackupDialogProps extends DialogCallbacks {
  serverKey: string | null;
}

/** The form of a new backup. Input survives errors, a reload and a lost session, until the dialog is closed. */
export function CreateBackupDialog({ serverKey, onClose, onReturnFocus }: CreateBackupDialogProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const options = useServerOptions().filter((option) => !option.isGone);
  const isAccountEmpty = useIsAccountEmpty();
  const { data: list } = useQuery(backupsQuery());
  const { operations, runs } = useUnderWay();
  const comboboxTexts = useComboboxTexts();
  const [draft, setDraft] = useState(() => readDraft(serverKey));
  const latestDraft = useRef(draft);
  const [serverText, setServerText] = useState('');
  const create = useCreateBackup(draft.serverKey);
  const [isServerMissing, setServerMissing] = useState(false);
  const [sent, setSent] = useState<SentCreate | null>(null);
  const serverRef = useRef<HTMLInputElement>(null);
  const descriptionRef = useRef<HTMLInputElement>(null);
  const closeRef = useRef<HTMLButtonElement>(null);

  const choice = options.find((option) => option.value === draft.serverKey) ?? null;
  const isUnnamed = choice === null && normalizedText(serverText) !== '';
  const used = choice === null || list === undefined ? 0 : slotsUsed(list.backups, choice.id);
  const operation =
    choice === null ? undefined : operations.find((each) => isCreateHeldBackBy(each, choice.id));
  const run = choice === null ? null : runAt(runs, choice.id);
  const isRefused =
    operation !== undefined ||
    (choice !== null && createRefusal({ slotsUsed: used, serverStatus: choice.status }) !== null);
  const error = create.error instanceof ApiError ? create.error : null;
  const isUnknown = error?.mayHaveActed === true && sent !== null;
  const unknown = useUnknownCreate(isUnknown ? sent : null, create.submittedAt);
  const serverError = error?.fieldErrors['server_id']?.join(' ') ?? null;
  const descriptionError = error?.fieldErrors['description']?.join(' ') ?? null;
  // Errors shown at their fields are not repeated below.
  const isSaidAtFields =
    (serverError !== null || descriptionError !== null) &&
    error !== null &&
    allWords(error, SHOWN_FIELDS) === null;

  const update = (change: Partial<typeof draft>) => {
    // Two fields may change between two renders: neither must undo the other.
    const next = { ...latestDraft.current, ...change };
    latestDraft.current = next;
    setDraft(next);
    writeDraft(next);
    setServerMissing(false);
    if (!isUnknown) create.reset();
  };
  const submit = () => {
    if (choice === null) {
      setServerMissing(true);
      serverRef.current?.focus();
      return;
    }
    if (isRefused) return;
    const knownKeys = new Set(
      (list?.backups ?? [])
        .filter((each) => idKey(each.serverId) === choice.value)
        .map(({ id }) => idKey(id)),
    );
    const description = draft.description.trim();
    setSent({ choice, description, knownKeys });
    create.start({ serverId: choice.id, serverName: choice.label, description }, onClose);
  };
  // The backup exists: Enter now closes the dialog and must not create a second one.
  const isFound = unknown.found !== null && !create.isUnderWay;
  useEffect(() => {
    // The button that had the focus is gone.
    if (isFound && !(document.activeElement instanceof HTMLInputElement)) closeRef.current?.focus();
  }, [isFound]);

  return (
    <MutationDialog
      title={
        serverKey === null || choice === null
          ? t('create.title')
          : t('create.titleFor', { server: choice.label })
      }
      description={t('create.intro', { slots: MANUAL_SLOTS })}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      error={
        create.error === null || isUnknown || isSaidAtFields
          ? null
          : t('create.refused', { reason: errorLine(create.error, i18n) })
      }
      isPending={create.isPending}
      isUnderWay={create.isUnderWay}
      submitLabel={
        create.isUnderWay ? t('create.submitting') : t(isUnknown ? 'create.unknown.again' : 'create.submit')
      }
      variant="primary"
      isReady={!isRefused && !isUnnamed && !isAccountEmpty}
      onSubmit={isFound ? onClose : submit}
      onNotReady={() => {
        setServerMissing(false);
        if (isUnnamed) serverRef.current?.focus();
      }}
      initialFocus={serverKey === null ? serverRef : descriptionRef}
      footer={
        isFound ? (
          // Close replaces Cancel and the new request replaces Send again, so that a hasty click does no harm.
          <>
            <Button ref={closeRef} type="submit" variant="primary">
              {t('action.close')}
            </Button>
            <WriteButton onClick={submit} aria-disabled={isRefused}>
              {t('create.unknown.another')}
            </WriteButton>
          </>
        ) : undefined
      }
    >
      {isAccountEmpty ? (
        <Notice tone="info" title={t('overview.empty.title')}>
          {t('overview.empty.text')}
        </Notice>
      ) : null}
      <Combobox
        label={t('create.server')}
        isLabelVisible
        inputRef={serverRef}
        placeholder={t('create.serverPlaceholder')}
        options={options}
        value={draft.serverKey}
        onChange={(value) => update({ serverKey: value })}
        texts={comboboxTexts}
        unnamedError={t('create.serverUnnamed')}
        onTextChange={setServerText}
        error={isServerMissing ? t('create.serverRequired') : serverError}
        disabled={create.isPending || isUnknown}
      />
      <DescriptionFields
        inputRef={descriptionRef}
        description={draft.description}
        onChange={(change) => update({ description: change(latestDraft.current.description) })}
        error={descriptionError}
        isPending={create.isPending}
      />
      {choice === null ? null : (
        <CreateSlots
          key={choice.value}
          choice={choice}
          isOutcomeUnknown={isUnknown}
          scheduledId={run?.active?.backupId ?? null}
        />
      )}
      {operation === undefined || choice === null ? null : (
        <Notice tone="warn" role="alert">
          {t('create.operationRuns', {
            server: choice.label,
            time: i18n.format.dateTime(operation.startedAt),
          })}
        </Notice>
      )}
      {choice === null || operation !== undefined ? null : <RunNotice at={run} server={choice.label} />}
      {isUnknown && sent !== null ? (
        <UnknownOutcome error={error} server={sent.choice.label} {...unknown} />
      ) : null}
    </MutationDialog>
  );
}
