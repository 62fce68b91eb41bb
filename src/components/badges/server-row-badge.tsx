import type { Server } from '../../core/servers/server';
import { RowBadge, type Tone } from '../../ui/badge';
import { hint } from '../../ui/hints/hint';
import { rowHint } from '../../ui/table/column';
import { useI18n } from '../i18n/i18n-provider';
import { serverStatusLabel } from '../i18n/provider-words';

const STATUS_TONE: ReadonlyMap<string, Tone> = new Map([
  ['suspended', 'warn'],
  ['restoring', 'run'],
  ['error', 'bad'],
]);

export function serverTone(status: string): Tone {
  return STATUS_TONE.get(status) ?? 'idle';
}

/** A server's unusual status in a row of a table. */
export function ServerRowBadge({
  server,
  isGone,
  isActive,
}: {
  server: Server | null;
  isGone: boolean;
  isActive: boolean;
}) {
  const i18n = useI18n();
  if (isGone) {
    return (
      <RowBadge tone="idle" {...hint(i18n.t('overview.goneHint'))}>
        {i18n.t('overview.gone')}
      </RowBadge>
    );
  }
  const status = unusualStatus(server);
  if (status === null) return null;
  const label = serverStatusLabel(status, i18n);
  return (
    <RowBadge tone={serverTone(status)} {...rowHint(isActive, () => label, 'cut')}>
      {label}
    </RowBadge>
  );
}

/** Null for a running server, or one of unknown status. */
export function unusualStatus(server: Server | null | undefined): string | null {
  return server == null || server.status === 'active' ? null : server.status;
}
