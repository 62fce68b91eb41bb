import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import FastForward from 'lucide-react/icons/fast-forward';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { backupKeys } from '../../api/backups';
import { resetSandbox, type SandboxChange, sandboxQuery, updateSandbox } from '../../api/sandbox';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ErrorNotice } from '../../components/loading/error-notices';
import { FirstLoad } from '../../components/loading/first-load';
import { WriteButton } from '../../components/write-lock';
import { DAY_MS } from '../../core/lib/time-units';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/feedback';
import { Select } from '../../ui/fields/select';
import { showToast } from '../../ui/overlays/toast-store';
import { SettingsCard } from './settings-card';

/** Controls of the embedded provider: faults on demand, a faster clock, fresh data. */
export function SandboxPanel() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const sandbox = useQuery(sandboxQuery());
  const change = useMutation({
    mutationFn: ({ part }: { part: SandboxChange; done: string }) => updateSandbox(part),
    onSuccess: async (_, { done }) => {
      await client.invalidateQueries();
      showToast({ tone: 'info', text: done });
    },
  });
  const reset = useMutation({
    mutationFn: () => resetSandbox(),
    onSuccess: async () => {
      // Merging into the cached list would mix old and new data.
      client.removeQueries({ queryKey: backupKeys.all, exact: true });
      showToast({ tone: 'ok', text: t('settings.resetDone') });
      await client.invalidateQueries();
    },
  });
  const none = t('settings.scenarioNone');
  const label = (name: string) => i18n.lookup(`scenario.${name}`) ?? name;
  const setScenario = (name: string) => {
    const done = t('settings.scenarioSet', { scenario: name === '' ? none : label(name) });
    change.mutate({ part: { scenario: name === '' ? null : name }, done });
  };
  return (
    <SettingsCard title={t('settings.sandbox')} intro={t('settings.sandboxIntro')}>
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
              <option value="">{none}</option>
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
              onClick={() => change.mutate({ part: { advanceMs: DAY_MS }, done: t('settings.advanced') })}
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
      <ErrorNotice error={change.error ?? reset.error} />
    </SettingsCard>
  );
}
