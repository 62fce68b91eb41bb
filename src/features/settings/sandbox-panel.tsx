import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import FastForward from 'lucide-react/icons/fast-forward';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { backupKeys } from '../../api/backups';
import { resetSandbox, type SandboxChange, sandboxQuery, updateSandbox } from '../../api/sandbox';
import { useI18n } from '../../components/i18n/i18n-provider';
import { errorLine } from '../../components/list/error-text';
import { FirstLoad } from '../../components/list/first-load';
import { WriteButton } from '../../components/write-lock';
import { DAY_MS } from '../../core/lib/time-units';
import { Button } from '../../ui/button';
import { Notice, Skeleton } from '../../ui/feedback';
import { Select } from '../../ui/select';
import { showToast } from '../../ui/toast-store';

/** Switches of the embedded provider: trouble on demand, a faster clock, fresh data. */
export function SandboxPanel() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const sandbox = useQuery(sandboxQuery());
  const refresh = async () => {
    await client.invalidateQueries();
  };
  const change = useMutation({
    mutationFn: (part: SandboxChange) => updateSandbox(part),
    onSuccess: refresh,
  });
  const reset = useMutation({
    mutationFn: () => resetSandbox(),
    onSuccess: async () => {
      // What was known belongs to the old data; keeping it would mix the two.
      client.removeQueries({ queryKey: backupKeys.all, exact: true });
      showToast({ tone: 'ok', text: t('settings.resetDone') });
      await refresh();
    },
  });
  const label = (name: string) => i18n.lookup(`scenario.${name}`) ?? name;
  const setScenario = (name: string) => {
    change.mutate(
      { scenario: name === '' ? null : name },
      {
        onSuccess: () => {
          const scenario = name === '' ? t('settings.scenarioNone') : label(name);
          showToast({ tone: 'info', text: t('settings.scenarioSet', { scenario }) });
        },
      },
    );
  };
  const error = change.error ?? reset.error;
  return (
    <section className="card settings-card" aria-labelledby="settings-sandbox">
      <h2 id="settings-sandbox">{t('settings.sandbox')}</h2>
      <p className="muted">{t('settings.sandboxIntro')}</p>
      {sandbox.data === undefined ? (
        <FirstLoad
          query={sandbox}
          skeleton={<Skeleton rows={2} rowHeightPx={30} label={t('app.loading')} />}
        />
      ) : (
        <>
          <div className="field">
            <span className="field__label">{t('settings.scenario')}</span>
            <Select
              label={t('settings.scenario')}
              value={sandbox.data.scenario ?? ''}
              disabled={change.isPending}
              onChange={(event) => setScenario(event.target.value)}
            >
              <option value="">{t('settings.scenarioNone')}</option>
              {sandbox.data.scenarios.map((name) => (
                <option key={name} value={name}>
                  {label(name)}
                </option>
              ))}
            </Select>
          </div>
          <p className="muted small">{`${t('settings.clock')}: ${format.dateTime(sandbox.data.now)}`}</p>
          <div className="settings-card__actions">
            <Button
              icon={<FastForward size={15} aria-hidden="true" />}
              isPending={change.isPending}
              onClick={() =>
                change.mutate(
                  { advanceMs: DAY_MS },
                  { onSuccess: () => showToast({ tone: 'info', text: t('settings.advanced') }) },
                )
              }
            >
              {t('settings.advance')}
            </Button>
            <WriteButton
              icon={<RotateCcw size={15} aria-hidden="true" />}
              isPending={reset.isPending}
              onClick={() => reset.mutate()}
            >
              {t('settings.reset')}
            </WriteButton>
          </div>
        </>
      )}
      {error === null ? null : (
        <Notice tone="bad" role="alert">
          {errorLine(error, i18n)}
        </Notice>
      )}
    </section>
  );
}
