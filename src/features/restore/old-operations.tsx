import { useEffect } from 'react';
import * as v from 'valibot';
import { useI18n } from '../../components/i18n/i18n-provider';
import { parseJson } from '../../core/lib/parse-json';
import { showToast } from '../../ui/overlays/toast-store';

/** Where older versions kept the restores that a browser carried out. */
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

/** Servers of restores that an older version left in this browser before they ended; afterwards there are none. */
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
    // Storage is forbidden: nothing was left there.
    return [];
  }
}

/** Says once that what an older version began in this browser is not carried on. */
export function OldOperations() {
  const { t } = useI18n();
  useEffect(() => {
    for (const server of takeOldServers()) showToast({ tone: 'bad', text: t('safe.oldDropped', { server }) });
  }, [t]);
  return null;
}
