import './bulk-progress.css';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { errorLine } from '../../../components/loading/error-text';
import { WriteButton } from '../../../components/write-lock';
import type { BulkItem } from '../../../core/bulk/bulk-runner';
import { ApiError } from '../../../core/contract/errors';
import { Button, type ButtonVariant } from '../../../ui/button';
import { Notice } from '../../../ui/feedback';
import type { Bulk } from './use-bulk-run';

export interface BulkListProps {
  label: string;
  className?: string;
  children: ReactNode;
}

export function BulkList({ label, className = '', children }: BulkListProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul className={`bulk-list ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </ul>
  );
}

export interface BulkProgressProps {
  bulk: Bulk;
  /** "3 of 7 deleted" */
  progress: string;
  /** The list's accessible name. */
  label: string;
  stateOf: (item: BulkItem) => ReactNode;
  lineOf: (item: BulkItem) => ReactNode;
  /** Additional facts of an item. */
  noteOf?: (item: BulkItem) => ReactNode;
}

/** The progress of a run, and each item with its outcome. */
export function BulkProgress({ bulk, progress, label, stateOf, lineOf, noteOf }: BulkProgressProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { run, summary, pauseLeftMs } = bulk;
  const counts = [
    progress,
    summary.failed === 0 ? null : t('bulk.failed', { count: summary.failed }),
    summary.unknown === 0 ? null : t('bulk.unknown', { count: summary.unknown }),
    summary.stopped === 0 ? null : t('bulk.stopped', { count: summary.stopped }),
  ];
  const endedCount = summary.total - summary.waiting - summary.running;
  return (
    <>
      <p role="status">
        <b>{counts.filter((part) => part !== null).join(t('common.list.separator'))}</b>
      </p>
      <div className="bulk-bar" aria-hidden="true">
        <span style={{ width: `${(endedCount / summary.total) * 100}%` }} />
      </div>
      {summary.phase === 'paused' ? (
        <Notice tone="warn">
          {t('bulk.paused', { duration: format.duration(Math.max(1000, pauseLeftMs)) })}
        </Notice>
      ) : null}
      {summary.phase === 'stopping' ? <Notice tone="info">{t('bulk.stopping')}</Notice> : null}
      <BulkList label={label}>
        {run.items.map((item) => (
          <li key={item.key}>
            {lineOf(item)}
            <span>{stateOf(item)}</span>
            {item.error === undefined ? null : (
              <span className="bulk-list__words">{errorLine(new ApiError(item.error), i18n)}</span>
            )}
            {noteOf?.(item)}
          </li>
        ))}
      </BulkList>
    </>
  );
}

export interface BulkFrameOptions {
  bulk: Bulk;
  onClose: () => void;
  /** Asks whether to stop and close while requests are in progress, and the button to go on instead. */
  ask: string;
  goOn: string;
  variant: ButtonVariant;
  /** Announces the result if the dialog, which shows it itself, is closed. */
  onLeft: () => void;
  /** Completed requests need no attention, so if all succeeded, the dialog closes itself. */
  closesWhenDone?: boolean;
}

/** Common behaviour of all bulk dialogs: their buttons, and the question before they are closed early. */
export function useBulkFrame({
  bulk,
  onClose,
  ask,
  goOn,
  variant,
  onLeft,
  closesWhenDone = false,
}: BulkFrameOptions) {
  const { t } = useI18n();
  const [isAsking, setAsking] = useState(false);
  const { summary } = bulk;
  const { phase } = summary;
  const isStarted = phase !== 'ready';
  const isUnderWay = isStarted && phase !== 'finished';
  const leave = useEffectEvent(() => {
    if (isStarted) onLeft();
  });
  useEffect(() => () => leave(), []);
  const closeItself = useEffectEvent(onClose);
  const hasNothingToSay = closesWhenDone && phase === 'finished' && summary.done === summary.total;
  useEffect(() => {
    if (hasNothingToSay) closeItself();
  }, [hasNothingToSay]);
  const question =
    isAsking && isUnderWay ? (
      <Notice
        tone="warn"
        role="alert"
        action={
          <span className="dialog-choice">
            <Button onClick={() => setAsking(false)}>{goOn}</Button>
            <Button
              variant="danger"
              onClick={() => {
                bulk.stop();
                onClose();
              }}
            >
              {t('bulk.closeStop')}
            </Button>
          </span>
        }
      >
        {ask}
      </Notice>
    ) : null;
  const footer = !isStarted ? undefined : isUnderWay ? (
    <Button onClick={bulk.stop} aria-disabled={phase === 'stopping'}>
      {t('bulk.stop')}
    </Button>
  ) : (
    <>
      {summary.retryable === 0 ? null : (
        <WriteButton variant={variant} onClick={bulk.retryFailed}>
          {t('bulk.retry', { count: summary.retryable })}
        </WriteButton>
      )}
      <Button onClick={onClose}>{t('action.close')}</Button>
    </>
  );
  const close = () => {
    if (isUnderWay && phase !== 'stopping') setAsking(true);
    else onClose();
  };
  return { isStarted, question, footer, close };
}
