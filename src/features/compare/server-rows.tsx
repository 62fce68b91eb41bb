import { useMemo } from 'react';
import { DayStrip } from '../../components/days/day-strip';
import { recentSinceMs } from '../../components/fleet/use-fleet';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { RowMenuButton } from '../../components/row-menu/row-menu-button';
import { WriteButton } from '../../components/write-lock';
import { idKey } from '../../core/backups/backup';
import {
  compareServers,
  SERVER_FACTS,
  type ServerFact,
  type ServerFacts,
  serverFacts,
  tagsOf,
} from '../../core/compare/compare-servers';
import type { Pair } from '../../core/compare/comparison';
import type { JudgedServer } from '../../core/fleet/fleet';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hints/hint';
import { Parts } from '../../ui/parts';
import type { CompareRow } from './compare-table';
import { factRows, onBothSides } from './fact-rows';
import { ServerValue } from './server-values';
import { Value } from './value';

function labelOf(fact: ServerFact, { t }: I18n): string {
  switch (fact) {
    case 'state':
      return t('fleet.column.state');
    case 'newestGood':
      return t('server.newestGood');
    case 'exposure':
      return t('fleet.column.exposure');
    case 'failures':
      return t('tile.failed');
    case 'expectation':
      return t('agreement.expectation');
    case 'stored':
      return t('server.stored');
    case 'slots':
      return t('server.slots');
    case 'kept':
      return t('compare.kept');
    case 'tags':
      return t('notes.tags');
    case 'note':
      return t('mark.note');
    case 'oldestGood':
    case 'goodCount':
    case 'interval':
    case 'size':
      return t(`compare.${fact}`);
  }
}

/** The advantage of the better side. */
function betterOf(fact: ServerFact, { t }: I18n): string | undefined {
  switch (fact) {
    case 'state':
      return t('compare.better.state');
    case 'newestGood':
      return t('compare.better.lossShorter');
    case 'exposure':
      return t('compare.better.longer');
    case 'oldestGood':
      return t('compare.better.reach');
    case 'failures':
      return t('compare.better.fewer');
    case 'slots':
      return t('compare.better.room');
    case 'expectation':
      return t('compare.better.met');
    default:
      return undefined;
  }
}

/** Hides rows for facts that neither server has. */
function isSet(fact: ServerFact, { judged, keptCount }: ServerFacts): boolean {
  switch (fact) {
    case 'expectation':
      return judged.protection.expectation !== null;
    case 'kept':
      return keptCount > 0;
    case 'tags':
      return tagsOf(judged).length > 0;
    case 'note':
      return judged.agreement?.note != null;
    default:
      return true;
  }
}

/** The rows of a comparison: where each server is, its state, its days, and its other facts. */
export function useServerRows(
  [a, b]: Pair<JudgedServer | null>,
  nowMs: number,
  format: I18n['format'],
): readonly CompareRow[] {
  const i18n = useI18n();
  const sides = useMemo((): Pair<ServerFacts | null> => {
    const sinceMs = recentSinceMs(nowMs, format);
    return [a && serverFacts(a, sinceMs), b && serverFacts(b, sinceMs)];
  }, [a, b, nowMs, format]);
  const rows = factRows(SERVER_FACTS, sides, {
    compare: compareServers,
    isSet,
    labelOf: (fact) => labelOf(fact, i18n),
    betterOf: (fact) => betterOf(fact, i18n),
    show: (fact, facts) => <ServerValue fact={fact} facts={facts} nowMs={nowMs} />,
  });
  const [state, ...others] = rows;
  const strip: CompareRow = {
    key: 'strip',
    label: i18n.t('fleet.column.strip'),
    values: onBothSides(sides, ({ judged: { key, history, protection } }) => (
      <DayStrip
        serverKey={key}
        history={history}
        usualIntervalMs={protection.usualIntervalMs}
        nowMs={nowMs}
      />
    )),
    compared: null,
  };
  const place: CompareRow = {
    key: 'place',
    label: i18n.t('fleet.column.server'),
    values: onBothSides(sides, ({ judged }) => <PlaceValue judged={judged} />),
    compared: null,
  };
  return [place, ...(state === undefined ? [] : [state]), strip, ...others];
}

/** Where a server is, and its actions. */
function PlaceValue({ judged }: { judged: JudgedServer }) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  const { key, label, server, isGone, protection } = judged;
  const { newestGood } = protection;
  const place = [server?.ipAddress, server?.location, `#${key}`];
  const noGood = newestGood === null ? t('restore.noGood') : undefined;
  return (
    <Value
      below={
        <span className="compare__actions screen-only">
          {isGone ? null : (
            <>
              <WriteButton
                aria-label={t('palette.restoreNewest', { server: label })}
                aria-disabled={noGood !== undefined || undefined}
                {...hint(noGood)}
                onClick={() => {
                  if (newestGood !== null) openDialog({ kind: 'restore', backupKey: idKey(newestGood.id) });
                }}
              >
                {t('backups.row.restore')}
              </WriteButton>
              <WriteButton
                aria-label={t('overview.backUpLabel', { server: label })}
                onClick={() => openDialog({ kind: 'create', serverKey: key })}
              >
                {t('overview.backUp')}
              </WriteButton>
            </>
          )}
          <RowMenuButton
            subject={{ kind: 'server', server: judged }}
            label={t('action.moreServer', { server: label })}
          />
        </span>
      }
    >
      <Parts
        items={place.map((part) => (part == null ? null : <ForeignText key={part} text={part} />))}
        separator={t('common.list.separator')}
      />
    </Value>
  );
}
