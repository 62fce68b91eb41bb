import { useState } from 'react';
import { correctedNowMs } from '../../browser/clock';
import { type DialogCallbacks, MutationDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { MAX_REASON } from '../../core/agreements/agreement-words';
import { isInError } from '../../core/servers/server';
import { RadioGroup, TextField } from '../../ui/fields/field';
import { useAgreementServer } from './use-agreement-server';
import { useChangeAgreement } from './use-change-agreement';
import { useHiddenCharacterError } from './use-hidden-character-error';

export interface AgreementDialogProps extends DialogCallbacks {
  serverKey: string;
}

/** The reason a person types: its field, and the text once it can be saved. */
function useReason(isReadOnly: boolean) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  const error = useHiddenCharacterError(reason);
  const field = (
    <TextField
      label={t('agreement.reason')}
      hint={t('agreement.reasonHint')}
      value={reason}
      maxLength={MAX_REASON}
      readOnly={isReadOnly}
      onChange={(event) => setReason(event.target.value)}
      error={error}
    />
  );
  return { field, reason: error === null && reason.trim() !== '' ? reason : null };
}

/** Acknowledges a server's trouble: it is counted separately until the next good backup or a date. */
export function AcknowledgeDialog({ serverKey, ...callbacks }: AgreementDialogProps) {
  const { t, tx, format } = useI18n();
  const { judged, label } = useAgreementServer(serverKey);
  const { change, isKnown, agreement: _agreement, ...mutation } = useChangeAgreement(serverKey);
  const { field, reason } = useReason(mutation.isPending);
  const [lasts, setLasts] = useState<'good' | 'date'>('good');
  const [until, setUntil] = useState('');
  const untilMs = format.parseLocalMs(until);
  const isUntilPast = lasts === 'date' && untilMs <= correctedNowMs();
  const isUntilGood = lasts === 'good' || (Number.isFinite(untilMs) && !isUntilPast);
  const submit = () => {
    if (judged === null || reason === null) return;
    change(
      {
        kind: 'acknowledge',
        reason,
        state: judged.protection.state,
        isInError: isInError(judged.server),
        until: lasts === 'good' ? null : new Date(untilMs).toISOString(),
      },
      callbacks.onClose,
    );
  };
  return (
    <MutationDialog
      {...callbacks}
      {...mutation}
      title={tx('acknowledge.title', { server: label })}
      description={t('acknowledge.intro')}
      submitLabel={t('acknowledge.submit')}
      variant="primary"
      isReady={isKnown && judged !== null && reason !== null && isUntilGood}
      onSubmit={submit}
    >
      {field}
      <RadioGroup
        label={t('acknowledge.lasts')}
        options={[
          { value: 'good', label: t('acknowledge.untilGood') },
          { value: 'date', label: t('acknowledge.untilDate') },
        ]}
        value={lasts}
        onChange={setLasts}
      />
      {lasts === 'good' ? null : (
        <TextField
          label={t('acknowledge.date')}
          type="datetime-local"
          value={until}
          min={format.inputDateTime(correctedNowMs())}
          readOnly={mutation.isPending}
          onChange={(event) => setUntil(event.target.value)}
          error={isUntilPast ? t('acknowledge.past') : null}
        />
      )}
    </MutationDialog>
  );
}

/** Stops watching a server, with a reason. */
export function StopWatchingDialog({ serverKey, ...callbacks }: AgreementDialogProps) {
  const { t, tx } = useI18n();
  const { label } = useAgreementServer(serverKey);
  const { change, isKnown, agreement: _agreement, ...mutation } = useChangeAgreement(serverKey);
  const { field, reason } = useReason(mutation.isPending);
  const submit = () => {
    if (reason !== null) change({ kind: 'stop_watching', reason }, callbacks.onClose);
  };
  return (
    <MutationDialog
      {...callbacks}
      {...mutation}
      title={tx('unwatch.title', { server: label })}
      description={t('unwatch.intro')}
      submitLabel={t('unwatch.submit')}
      variant="primary"
      isReady={isKnown && reason !== null}
      onSubmit={submit}
    >
      {field}
    </MutationDialog>
  );
}
