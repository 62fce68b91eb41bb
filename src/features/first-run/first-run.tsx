import './first-run.css';
import { useQuery } from '@tanstack/react-query';
import Circle from 'lucide-react/icons/circle';
import CircleCheck from 'lucide-react/icons/circle-check';
import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { Link, useLocation } from 'react-router-dom';
import * as v from 'valibot';
import { backupsQuery } from '../../api/backups';
import { gatewayQuery } from '../../api/gateway';
import { serversQuery } from '../../api/servers';
import { watchQuery } from '../../api/watch';
import { useStore } from '../../browser/storage/store';
import { createStoredStore } from '../../browser/storage/stored-store';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { useWriteLock } from '../../components/write-lock';
import { type FirstStep, firstSteps, isAllDone } from '../../core/account/first-steps';
import { paths } from '../../routes/paths';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { IconButton } from '../../ui/button';

/** What this browser remembers of the checklist. */
const remembered = createStoredStore(
  'local',
  'first-run',
  v.object({
    /** It was finished or dismissed. */
    isOver: v.fallback(v.boolean(), false),
    /** Somebody confirmed that another program checks the backups, which the dashboard can't know. */
    hasOwnCheck: v.fallback(v.boolean(), false),
  }),
  { isOver: false, hasOwnCheck: false },
);

/** The first steps with a real account, on the Overview; over once all are done, or dismissed. Not for demo data. */
export function FirstRun() {
  const { pathname } = useLocation();
  const { data: gateway } = useQuery(gatewayQuery());
  const { isOver } = useStore(remembered);
  // Its final state stays until the page is left.
  const [wasOver] = useState(isOver);
  if (wasOver || gateway === undefined || gateway.mode === 'sandbox') return null;
  return pathname === paths.overview() ? <Checklist /> : null;
}

function stepText(step: FirstStep, t: I18n['t']): string {
  switch (step.name) {
    case 'token':
      return t('firstRun.token');
    case 'servers':
      return t('firstRun.servers', { count: step.count });
    default:
      return t(`firstRun.${step.name}.${step.isDone ? 'done' : 'todo'}`);
  }
}

function Checklist() {
  const { t } = useI18n();
  const titleId = useId();
  const openDialog = useOpenDialog();
  const lock = useWriteLock();
  const { isOver, hasOwnCheck } = useStore(remembered);
  const [isDismissed, setDismissed] = useState(false);
  const { data: backups } = useQuery(backupsQuery());
  const { data: servers, isFetched: areServersRead } = useQuery(serversQuery());
  const { data: watch } = useQuery({ ...watchQuery(), refetchInterval: false, enabled: !isOver });
  const isKnown = backups !== undefined && areServersRead && (watch !== undefined || isOver);
  const steps = isKnown
    ? firstSteps({ backups, servers: servers ?? null, watch, hasOwnCheck, mayWrite: lock === null })
    : null;
  const isDone = steps !== null && isAllDone(steps);
  const [wasOpen, setOpen] = useState(false);
  if (steps !== null && !isDone && !wasOpen) setOpen(true);
  const remember = (change: Partial<{ isOver: boolean; hasOwnCheck: boolean }>) =>
    remembered.set({ ...remembered.get(), ...change });
  useEffect(() => {
    if (isDone) remembered.set({ ...remembered.get(), isOver: true });
  }, [isDone]);
  if (steps === null || !wasOpen || isDismissed) return null;

  const actions: Readonly<Record<string, ReactNode>> = {
    watch: (
      <>
        <Link className="link" to={`${paths.settings()}#alerts`}>
          {t('firstRun.watch.open')}
        </Link>{' '}
        <button type="button" className="link" onClick={() => remember({ hasOwnCheck: true })}>
          {t('firstRun.watch.own')}
        </button>
      </>
    ),
    backup: (
      <button type="button" className="link" onClick={() => openDialog({ kind: 'create', serverKey: null })}>
        {t('firstRun.backup.open')}
      </button>
    ),
  };
  return (
    <section className="first-run" aria-labelledby={titleId}>
      <b id={titleId}>{t(isDone ? 'firstRun.done' : 'firstRun.title')}</b>
      <ol>
        {steps.map((step) => (
          <li key={step.name} data-done={step.isDone || undefined}>
            {step.isDone ? (
              <CircleCheck size={15} aria-hidden="true" />
            ) : (
              <Circle size={15} aria-hidden="true" />
            )}
            <span className="first-run__text">
              <span>{stepText(step, t)}</span>{' '}
              <span className="visually-hidden">
                {t(step.isDone ? 'firstRun.isDone' : 'firstRun.isOpen')}
              </span>
              {step.isDone ? null : actions[step.name]}
            </span>
          </li>
        ))}
      </ol>
      <IconButton
        label={t('firstRun.dismiss')}
        icon={<X size={15} aria-hidden="true" />}
        onClick={() => {
          remember({ isOver: true });
          setDismissed(true);
        }}
      />
    </section>
  );
}
