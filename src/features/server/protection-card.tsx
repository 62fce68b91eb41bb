import { useI18n } from '../../components/i18n/i18n-provider';
import { ProtectionBadge, RunningBadge } from '../../components/protection-badge';
import type { JudgedServer } from '../../core/fleet/fleet';
import { exposureSentence, reasonText } from '../../core/text/protection-text';

/** The state of one server with every reason as a sentence, and when its last good copy expires. */
export function ProtectionCard({ server, nowMs }: { server: JudgedServer; nowMs: number }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { state, reasons, running, exposure } = server.protection;
  return (
    <section className="card panel" aria-labelledby="server-protection">
      <div className="panel__head">
        <h2 id="server-protection">{t('server.protection')}</h2>
        <span className="panel__badges">
          <ProtectionBadge state={state} />
          {running[0] === undefined ? null : <RunningBadge since={running[0].createdAt} />}
        </span>
      </div>
      <ul className="reasons">
        {reasons.map((reason) => (
          <li key={reason.code}>{reasonText(reason, nowMs, i18n)}</li>
        ))}
        {/* An expiring server's first reason has said it. */}
        {state === 'expiring' ? null : <li>{exposureSentence(exposure, nowMs, i18n)}</li>}
      </ul>
    </section>
  );
}
