import { ProtectionBadge, RunningBadge } from '../../components/badges/protection-badge';
import { StandingBadge } from '../../components/badges/standing-badge';
import { useI18n } from '../../components/i18n/i18n-provider';
import type { JudgedServer } from '../../core/fleet/fleet';
import { exposureSentence } from '../../core/text/exposure-sentence';
import { reasonText } from '../../core/text/protection-text';

/**
 * The state of one server with every reason as a sentence, and when its last good backup expires. A server that no
 * longer exists has no state, as on Overview: nothing can be done about it.
 */
export function ProtectionLine({ server, nowMs }: { server: JudgedServer; nowMs: number }) {
  const i18n = useI18n();
  const { isGone } = server;
  const { state, reasons, running, exposure } = server.protection;
  return (
    <section className="protection-line" aria-label={i18n.t('server.protection')}>
      {isGone ? null : <ProtectionBadge state={state} standing={server.standing} />}
      <StandingBadge standing={server.standing} agreement={server.agreement} />
      {running[0] === undefined ? null : <RunningBadge since={running[0].createdAt} />}
      <ul>
        {isGone
          ? null
          : reasons.map((reason) => <li key={reason.code}>{reasonText(reason, nowMs, i18n)}</li>)}
        {/* The first reason of an expiring server says the same. */}
        {state === 'expiring' && !isGone ? null : <li>{exposureSentence(exposure, nowMs, i18n)}</li>}
      </ul>
    </section>
  );
}
