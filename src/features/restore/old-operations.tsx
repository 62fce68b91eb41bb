import { useEffect } from 'react';
import * as v from 'valibot';
import { useI18n } from '../../components/i18n/i18n-provider';
import { parseJson } from '../../core/lib/parse-json';
import { showToast } from '../../ui/overlays/toast-store';

/** Storage key of restores that older versions carried out in the browser. */
const KEY = 'vps-backups.safe-restores';

const ENDED: ReadonlySet<string> = new Set([
  'restored',
  'refused',
  'restoreRefused',
  'copyFailed',
  'copyVanished',
  'copySlow',
  'dropped',
]);
const oldSchema = v.array(
  v.object({ state: v.object({ serverName: v.string(), phase: v.object({ kind: v.string() }) }) }),
);

/** Servers of unfinished restores that an older version stored in this browser; clears them. */
function takeOldServers(): readonly string[] {
  try {
    const text = localStorage.getItem(KEY);
    if (text === null) return [];
    localStorage.removeItem(KEY);
    const read = v.safeParse(oldSchema, parseJson(text));
    if (!read.success) return [];
    const open = read.output.filter(({ state }) => !ENDED.has(state.phase.kind));
    return [...new Set(open.map(({ state }) => state.serverName))];
  } catch {
    // Storage is blocked, so nothing was stored there.
    return [];
  }
}

/** Says once that a restore started by an older version does not continue. */
export function OldOperations() {
  const { t } = useI18n();
  useEffect(() => {
    for (const server of takeOldServers()) showToast({ tone: 'bad', text: t('safe.oldDropped', { server }) });
  }, [t]);
  return null;
}
