import type { DialogCallbacks } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { proposedExpectation } from '../../core/agreements/proposed-expectation';
import { ExpectationForm } from './expectation-form';
import { useAgreementServer } from './use-agreement-server';
import { useChangeAgreement } from './use-change-agreement';

/** The expectation of one server's backups. */
export function ExpectationDialog({ serverKey, ...callbacks }: DialogCallbacks & { serverKey: string }) {
  const { t, tx } = useI18n();
  const { judged, label } = useAgreementServer(serverKey);
  const { agreement, isKnown, change, ...mutation } = useChangeAgreement(serverKey);
  return (
    <ExpectationForm
      {...callbacks}
      {...mutation}
      title={tx('expectation.title', { server: label })}
      description={t('expectation.intro')}
      agreed={agreement?.expectation ?? null}
      proposal={judged === null ? null : proposedExpectation(judged.protection)}
      isKnown={isKnown}
      onSave={(expectation) => change({ kind: 'expectation', expectation }, callbacks.onClose)}
    />
  );
}
