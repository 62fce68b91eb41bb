import { useNow } from '../../../browser/use-now';
import { useI18n } from '../../../components/i18n/i18n-provider';
import { runParams } from '../../../components/under-way/run-text';
import { MINUTE_MS } from '../../../core/lib/time-units';
import type { RunAtServer } from '../../../core/schedules/run-under-way';
import { isMakingBackup } from '../../../core/schedules/schedule-run';
import { Notice } from '../../../ui/feedback';

/** Says that a run works on the server, or will; nothing for null. */
export function RunNotice({ at, server }: { at: RunAtServer | null; server: string }) {
  const i18n = useI18n();
  const nowMs = useNow(MINUTE_MS);
  if (at === null) return null;
  const params = runParams(at, server, nowMs, i18n);
  const { active } = at;
  if (active === null) return <Notice tone="info">{i18n.t('create.runComes', params)}</Notice>;
  return isMakingBackup(active.step) ? (
    <Notice tone="warn">{i18n.t('create.runMakes', params)}</Notice>
  ) : (
    <Notice tone="info">{i18n.t('create.runDeletes', params)}</Notice>
  );
}
