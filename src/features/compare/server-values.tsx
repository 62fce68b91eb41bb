import { StoredSize } from '../../components/backups/size-text';
import { ProtectionBadge, RunningBadge } from '../../components/badges/protection-badge';
import { ServerBadge } from '../../components/badges/server-badge';
import { StandingBadge } from '../../components/badges/standing-badge';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { AbsoluteTime } from '../../components/moment';
import { NoValue } from '../../components/no-value';
import { ExpectationText } from '../../components/servers/expectation-text';
import { idKey } from '../../core/backups/backup';
import { MANUAL_SLOTS } from '../../core/backups/quota';
import { type ServerFact, type ServerFacts, tagsOf } from '../../core/compare/compare-servers';
import { exposureText, reasonText } from '../../core/text/protection-text';
import { SlotMeter } from '../../ui/badge';
import { ForeignText } from '../../ui/foreign-text';
import { hint } from '../../ui/hints/hint';
import { Parts } from '../../ui/parts';
import { Value } from './value';

export interface ServerValueProps {
  fact: ServerFact;
  facts: ServerFacts;
  nowMs: number;
}

/** One fact of one server. */
export function ServerValue({ fact, facts, nowMs }: ServerValueProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { judged, lastFailed, failedCount, slotsUsed, keptCount } = facts;
  const { protection, agreement } = judged;
  switch (fact) {
    case 'state':
      return <StateValue facts={facts} nowMs={nowMs} />;
    case 'newestGood':
      return <NewestGoodValue facts={facts} />;
    case 'exposure': {
      const { exposure } = protection;
      return (
        <Value below={exposure.kind === 'at' ? format.date(exposure.iso) : null}>
          {exposureText(exposure, nowMs, i18n)}
        </Value>
      );
    }
    case 'oldestGood': {
      const { oldestGoodMs, goodCount } = protection;
      if (oldestGoodMs === null) return <Value>{goodCount === 0 ? <NoValue /> : t('common.unknown')}</Value>;
      return (
        <Value below={t('facts.age', { age: format.age(Math.max(0, nowMs - oldestGoodMs)) })}>
          {format.date(oldestGoodMs)}
        </Value>
      );
    }
    case 'goodCount': {
      const { goodCount, finishedCount } = protection;
      return <Value>{t('compare.goodOf', { good: goodCount, count: finishedCount })}</Value>;
    }
    case 'failures':
      return (
        <Value
          below={
            lastFailed?.createdAt == null
              ? null
              : t('compare.lastFailed', {
                  time: format.rowDateTime(lastFailed.createdAt, nowMs) + format.zoneMark,
                })
          }
        >
          {format.number(failedCount)}
        </Value>
      );
    case 'interval': {
      const { usualIntervalMs } = protection;
      return (
        <Value>{usualIntervalMs === null ? t('compare.noInterval') : format.age(usualIntervalMs)}</Value>
      );
    }
    case 'expectation': {
      const { expectation } = protection;
      if (expectation === null) return <Value>{<NoValue />}</Value>;
      return (
        <Value below={facts.isAgreedMet === false ? t('compare.notMet') : null}>
          <ExpectationText expectation={expectation} />
        </Value>
      );
    }
    case 'size':
      return <SizeValue facts={facts} />;
    case 'stored': {
      const { unknownSizeCount } = protection;
      return (
        <Value below={unknownSizeCount === 0 ? null : t('backups.unknownSizes', { count: unknownSizeCount })}>
          <StoredSize {...protection} />
        </Value>
      );
    }
    case 'slots':
      return (
        <Value>
          <SlotMeter used={slotsUsed} total={MANUAL_SLOTS} text={`${slotsUsed}/${MANUAL_SLOTS}`} />
        </Value>
      );
    case 'kept':
      return <Value>{format.number(keptCount)}</Value>;
    case 'tags': {
      const tags = tagsOf(judged);
      return (
        <Value>
          {tags.length === 0 ? (
            <NoValue />
          ) : (
            <Parts
              items={tags.map((tag) => <ForeignText key={tag} text={tag} />)}
              separator={t('common.list.separator')}
            />
          )}
        </Value>
      );
    }
    case 'note':
      return (
        <Value>{agreement?.note == null ? <NoValue /> : <ForeignText text={agreement.note} isProse />}</Value>
      );
  }
}

/** The state with its reason, and why it is acknowledged or not watched. */
function StateValue({ facts: { judged }, nowMs }: { facts: ServerFacts; nowMs: number }) {
  const i18n = useI18n();
  const { server, isGone, protection, standing, agreement } = judged;
  const said = {
    watched: null,
    acknowledged: agreement?.acknowledgement ?? null,
    unwatched: agreement?.unwatched ?? null,
  }[standing];
  const [running] = protection.running;
  return (
    <Value
      below={
        isGone ? null : (
          <>
            <p>{reasonText(protection.reasons[0], nowMs, i18n)}</p>
            {said === null ? null : (
              <p>
                <ForeignText text={said.reason} isProse />
              </p>
            )}
          </>
        )
      }
    >
      <span className="compare__badges">
        {isGone ? null : <ProtectionBadge state={protection.state} standing={standing} />}
        <StandingBadge standing={standing} agreement={agreement} />
        <ServerBadge server={server} isGone={isGone} />
        {running === undefined ? null : <RunningBadge since={running.createdAt} />}
      </span>
    </Value>
  );
}

function NewestGoodValue({ facts: { judged } }: { facts: ServerFacts }) {
  const { t, format } = useI18n();
  const { newestGood, newestGoodAgeMs } = judged.protection;
  if (newestGood === null) return <Value below={t('exposure.sentence.exposed')}>{t('server.noGood')}</Value>;
  const id = <span translate="no">{`#${idKey(newestGood.id)}`}</span>;
  if (newestGood.createdAt === null || newestGoodAgeMs === null) {
    return <Value below={id}>{t('backups.row.createdUnknown')}</Value>;
  }
  return (
    <Value
      below={
        <>
          {id} <span>{t('compare.lossNow', { duration: format.age(newestGoodAgeMs) })}</span>
        </>
      }
    >
      <AbsoluteTime iso={newestGood.createdAt} />
    </Value>
  );
}

/** A ratio as a change: "+4 %". */
function changeText(share: number, { format }: Pick<I18n, 'format'>): string {
  return new Intl.NumberFormat(format.languageTag, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  }).format(share);
}

function SizeValue({ facts: { judged, usualMb, sizeChange } }: { facts: ServerFacts }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { newestGood } = judged.protection;
  if (newestGood === null)
    return (
      <Value>
        <NoValue />
      </Value>
    );
  if (newestGood.sizeMb === null) return <Value>{t('common.unknown')}</Value>;
  const usual = usualMb === null ? null : t('compare.usually', { size: format.size(usualMb) });
  const change = sizeChange === null ? null : changeText(sizeChange, i18n);
  return (
    <Value
      below={usual === null ? null : <Parts items={[usual, change]} separator={t('common.list.separator')} />}
    >
      <span {...hint(format.sizeExact(newestGood.sizeMb))}>{format.size(newestGood.sizeMb)}</span>
    </Value>
  );
}
