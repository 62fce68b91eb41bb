import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { gatewayQuery } from '../../api/gateway';
import { CopyBlock } from '../../components/copy-block';
import { useI18n } from '../../components/i18n/i18n-provider';
import { checkSnippet, composeSnippet, envSnippet, type SnippetFacts } from '../../core/fleet/alert-snippets';

const SNIPPETS = { env: envSnippet, compose: composeSnippet, check: checkSnippet } as const;

/** How alerts are turned on, to be copied. */
export function AlertSnippets() {
  const { t } = useI18n();
  const { data: gateway } = useQuery(gatewayQuery());
  if (gateway === undefined) return null;
  const facts = {
    origin: window.location.origin,
    providerUrl: gateway.providerUrl,
    isSignIn: gateway.mode === 'sign-in',
  };
  return (
    <>
      <p>{t('alerts.howTo')}</p>
      <Snippet name="env" facts={facts} />
      <Snippet name="compose" facts={facts} />
      <Snippet name="check" facts={facts} />
      <p className="muted small">{t('alerts.snippet.checkHint')}</p>
    </>
  );
}

function Snippet({ name, facts }: { name: keyof typeof SNIPPETS; facts: SnippetFacts }) {
  const { t } = useI18n();
  const id = useId();
  const title = t(`alerts.snippet.${name}`);
  return (
    <section className="settings-card__part" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <CopyBlock text={SNIPPETS[name](facts)} copyLabel={t('alerts.snippet.copy', { name: title })} />
    </section>
  );
}
