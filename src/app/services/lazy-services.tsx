import { useEffect } from 'react';

import { nameForLog } from '../../api/client/http';
import { selfGivenName } from '../../browser/storage/self-given-name';
import { useStore } from '../../browser/storage/store';
import { dropKeptInput } from '../../components/dialog/kept-input';
import { useI18n } from '../../components/i18n/i18n-provider';
import { AcknowledgementEnds } from '../../features/agreements/acknowledgement-ends';
import { BackupFollower } from '../../features/backups/follow/backup-follower';
import { RunningIndicator } from '../../features/backups/follow/running-indicator';
import { FirstRun } from '../../features/first-run/first-run';
import { FleetSignal } from '../../features/overview/fleet-signal';
import { OldOperations } from '../../features/restore/old-operations';
import { OperationFollower } from '../../features/restore/operation-follower';
import { OperationsBar } from '../../features/restore/operations-bar';
import { RestoreFollower } from '../../features/restore/restore-follower';
import { NextRun } from '../../features/schedules/next-run';
import { AccountBadge } from '../../features/session/account-badge';
import { ServiceTokenBanner } from '../../features/session/service-token-banner';
import { SessionEnding } from '../../features/session/session-ending';
import { ViewsRail } from '../../features/views/views-rail';
import { useDialogRoute } from '../../routes/use-dialog-route';
import { HintLayer } from '../../ui/hints/hint-layer';
import { ToastRoom } from '../../ui/overlays/toast-room';

import { TabLink } from './tab-link';
import { understoodQuery } from './understood-query';

/** Polling, running backups and restores, the tab's title and icon, the end of the session, other tabs, hints. */
function Background() {
  const { t } = useI18n();
  const { dialog } = useDialogRoute();
  const openKind = dialog?.kind;
  useEffect(() => {
    // Closed, or left with Back. The sign-in page after a lost session has no services, so input is kept there.
    dropKeptInput(openKind);
  }, [openKind]);
  const name = useStore(selfGivenName);
  useEffect(() => nameForLog.set(name), [name]);
  return (
    <>
      <BackupFollower />
      <RestoreFollower />
      <OperationFollower />
      <OldOperations />
      <FleetSignal />
      <AcknowledgementEnds />
      <SessionEnding />
      <TabLink />
      <ToastRoom />
      <HintLayer openLabel={t('action.open')} />
    </>
  );
}

function Views() {
  return <ViewsRail understoodQuery={understoodQuery} />;
}

function AboveEveryPage() {
  return (
    <>
      <ServiceTokenBanner />
      <OperationsBar />
    </>
  );
}

function Running() {
  return (
    <>
      <RunningIndicator />
      <NextRun />
    </>
  );
}

const SERVICES = {
  background: Background,
  running: Running,
  account: AccountBadge,
  restores: AboveEveryPage,
  views: Views,
  firstRun: FirstRun,
} as const;

export interface ServiceOfProps {
  name: keyof typeof SERVICES;
}

/** The services by name, in one chunk. */
export default function ServiceOf({ name }: ServiceOfProps) {
  const Service = SERVICES[name];
  return <Service />;
}
