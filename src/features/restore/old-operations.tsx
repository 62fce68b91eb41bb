import { useEffect } from 'react';
import * as v from 'valibot';
import { createStoredStore } from '../../browser/storage/stored-store';
import { useI18n } from '../../components/i18n/i18n-provider';
import { showToast } from '../../ui/overlays/toast-store';

const ENDED: ReadonlySet<string> = new Set([
  'restored',
  'refused',
  'restoreRefused',
  'copyFailed',
  'copyVanished',
  'copySlow',
  'dropped',
]);
/** Restores that older versions carried out in the browser. */
const old = createStoredStore(
  'local',
  'safe-restores',
  v.array(v.object({ state: v.object({ serverName: v.string(), phase: v.object({ kind: v.string() }) }) })),
  [],
);

/** Servers of unfinished restores that an older version stored in this browser; clears them. */
function takeOldServers(): readonly string[] {
  const open = old.get().filter(({ state }) => !ENDED.has(state.phase.kind));
  old.clear();
  return [...new Set(open.map(({ state }) => state.serverName))];
}

/** Says once that a restore started by an older version does not continue. */
export function OldOperations() {
  const { t } = useI18n();
  useEffect(() => {
    for (const server of takeOldServers()) showToast({ tone: 'bad', text: t('safe.oldDropped', { server }) });
  }, [t]);
  return null;
}
