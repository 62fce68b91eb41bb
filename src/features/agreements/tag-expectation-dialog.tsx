import { changeTagExpectation } from '../../api/agreements/agreement-changes';
import { useTagAgreements } from '../../components/agreements/use-tag-agreements';
import type { DialogCallbacks } from '../../components/dialog/dialog-shell';
import { useFleet } from '../../components/fleet/use-fleet';
import { useI18n } from '../../components/i18n/i18n-provider';
import { tagsOf } from '../../core/fleet/tag-groups';
import type { Expectation } from '../../core/protection/expectation';
import { ForeignText } from '../../ui/foreign-text';
import { Parts } from '../../ui/parts';
import { ExpectationForm } from './expectation-form';
import { useAgreementMutation } from './use-agreement-mutation';

/** The expectation of the backups of all servers with a tag. */
export function TagExpectationDialog({ tag, ...callbacks }: DialogCallbacks & { tag: string }) {
  const { t, tx } = useI18n();
  const tags = useTagAgreements();
  const { fleet } = useFleet();
  const agreed = tags?.find((one) => one.tag === tag) ?? null;
  const { start, isKnown, isPending, isUnderWay, error } = useAgreementMutation(
    ['tagExpectation', tag],
    agreed?.version ?? 0,
    (expectation: Expectation | null, version) => changeTagExpectation(tag, { version, expectation }),
  );
  const tagged = (fleet?.servers ?? []).filter((server) => tagsOf(server).includes(tag));
  const own = tagged.filter(({ agreement }) => agreement?.expectation != null);
  const names = (servers: typeof tagged) => (
    <Parts
      key="names"
      items={servers.map(({ key, label }) => <ForeignText key={key} text={label} />)}
      separator={t('common.list.separator')}
    />
  );
  const covered = tagged.filter((server) => !own.includes(server));
  return (
    <ExpectationForm
      {...callbacks}
      isPending={isPending}
      isUnderWay={isUnderWay}
      error={error}
      title={tx('tagExpectation.title', { tag: <ForeignText text={tag} /> })}
      description={t('tagExpectation.intro')}
      agreed={agreed?.expectation ?? null}
      proposal={null}
      isKnown={isKnown}
      onSave={(expectation) => start(expectation, callbacks.onClose)}
    >
      <p>
        {covered.length === 0
          ? t('tagExpectation.coversNone')
          : tx('tagExpectation.covers', { servers: names(covered) })}
      </p>
      {own.length === 0 ? null : <p>{tx('tagExpectation.own', { servers: names(own) })}</p>}
      <p className="muted">{t('tagExpectation.precedence')}</p>
    </ExpectationForm>
  );
}
