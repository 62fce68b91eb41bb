import './delete-impact.css';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { backupsQuery } from '../../../api/backups';
import { useNow } from '../../../browser/use-now';
import { useAcceptedSizes } from '../../../components/backups/use-accepted-sizes';
import { type I18n, useI18n } from '../../../components/i18n/i18n-provider';
import { useServerOptions } from '../../../components/servers/use-server-options';
import { isWholeList } from '../../../core/backups/backup';
import {
  COVERAGE_FACTS,
  type Coverage,
  type CoverageFact,
  confirmationTier,
  deleteImpact,
  type ServerImpact,
  worseFacts,
} from '../../../core/deletion/delete-impact';
import { isolated } from '../../../core/lib/foreign-text';
import { MINUTE_MS } from '../../../core/lib/time-units';
import type { Exposure } from '../../../core/protection/protection-exposure';
import { Notice } from '../../../ui/feedback';
import { ForeignText } from '../../../ui/foreign-text';

const MAX_SERVERS = 4;

function exposureWord(exposure: Exposure, { t, format }: I18n): string {
  if (exposure.kind === 'at') return format.date(exposure.iso);
  return exposure.kind === 'exposed' ? t('impact.none') : t(`exposure.${exposure.kind}`);
}

function stateWords(state: Coverage, i18n: I18n): Record<CoverageFact, string> {
  const { t, format } = i18n;
  const none = t('impact.none');
  const newestAt = state.newestGood?.createdAt ?? null;
  const newest =
    state.newestGood === null
      ? none
      : newestAt === null || state.newestGoodAgeMs === null
        ? t('common.unknown')
        : t('impact.age', { date: format.dateTime(newestAt), age: format.age(state.newestGoodAgeMs) });
  return {
    newestGood: newest,
    goodCount: format.number(state.goodCount),
    oldest: state.oldestPoint === null ? none : format.date(state.oldestPoint),
    gap: state.largestGapMs === null ? none : format.age(state.largestGapMs),
    exposure: exposureWord(state.exposure, i18n),
  };
}

function ImpactTable({ impact }: { impact: ServerImpact }) {
  const i18n = useI18n();
  const { t, tx } = i18n;
  const before = stateWords(impact.before, i18n);
  const after = stateWords(impact.after, i18n);
  const worse = worseFacts(impact);
  return (
    <table className="impact" data-last-good={impact.isLastGood || undefined}>
      <caption>{tx('impact.title', { server: <ForeignText text={impact.serverLabel} /> })}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('impact.before')}</th>
          <th scope="col">{t('impact.after')}</th>
        </tr>
      </thead>
      <tbody>
        {COVERAGE_FACTS.map((fact) => {
          const isChanged = before[fact] !== after[fact];
          return (
            <tr
              key={fact}
              data-changed={isChanged || undefined}
              data-worse={(isChanged && worse.has(fact)) || undefined}
            >
              <th scope="row">{t(`impact.${fact}`)}</th>
              <td>{before[fact]}</td>
              <td>{after[fact]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Before and after for each affected server; changes for the worse are red. */
function ImpactView({ servers }: { servers: readonly ServerImpact[] }) {
  const { t } = useI18n();
  const more = servers.length - MAX_SERVERS;
  return (
    <>
      {servers.slice(0, MAX_SERVERS).map((impact) => (
        <ImpactTable key={impact.serverKey} impact={impact} />
      ))}
      {more > 0 ? <p className="muted">{t('impact.more', { count: more })}</p> : null}
    </>
  );
}

/** What deleting these backups does by the current list, and how it must be confirmed. */
export function useDeleteImpact(keys: ReadonlySet<string>) {
  const { data: list } = useQuery(backupsQuery());
  const servers = useServerOptions();
  const nowMs = useNow(MINUTE_MS);
  const accepted = useAcceptedSizes();
  return useMemo(() => {
    const known = new Map(servers.map((server) => [server.value, server]));
    const impact = deleteImpact(list?.backups ?? [], keys, nowMs, known, accepted);
    return { impact, tier: confirmationTier(impact), isListWhole: list === undefined || isWholeList(list) };
  }, [list, servers, keys, nowMs, accepted]);
}

/** The cost of the deletion: nothing, a changed state, or the last good backup. */
export function DeleteConsequences({ state }: { state: ReturnType<typeof useDeleteImpact> }) {
  const { t } = useI18n();
  const { impact, tier, isListWhole } = state;
  const lastGood = impact.servers.filter(({ isLastGood }) => isLastGood);
  const servers = lastGood.map(({ serverLabel }) => isolated(serverLabel)).join(', ');
  return (
    <>
      {lastGood.length === 0 ? null : (
        <Notice tone="bad" role="alert">
          <b>{t('delete.lastGood', { servers })}</b>
        </Notice>
      )}
      {tier.kind === 'plain' ? (
        <Notice tone="info">{t('delete.nothingLost')}</Notice>
      ) : (
        <ImpactView servers={impact.servers} />
      )}
      {isListWhole ? null : <Notice tone="warn">{t('delete.partial')}</Notice>}
    </>
  );
}
