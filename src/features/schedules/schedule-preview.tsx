import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { previewQuery } from '../../api/schedules';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ErrorNotice } from '../../components/loading/error-notices';
import { idKey } from '../../core/backups/backup';
import { MANUAL_SLOTS } from '../../core/backups/quota';
import { isolated } from '../../core/lib/foreign-text';
import type { ScheduleDraft } from '../../core/schedules/schedule';
import { scheduleMarkOf } from '../../core/schedules/schedule-mark';
import type { PreviewServer } from '../../core/schedules/schedule-wire';
import { SlotMeter } from '../../ui/badge';
import { Notice, Skeleton } from '../../ui/feedback';
import { Select } from '../../ui/fields/select';
import { ForeignText } from '../../ui/foreign-text';
import { offsetText, shortageText, verdictText, zonedTime } from './schedule-text';

/** What a schedule will do: its next runs, what happens to each backup, and its slots. */
export function SchedulePreviewPanel({ draft, id }: { draft: ScheduleDraft; id: string | null }) {
  const { t } = useI18n();
  const titleId = useId();
  const preview = useQuery(previewQuery(draft, id));
  const { data } = preview;
  return (
    <section className="card schedule-preview" aria-labelledby={titleId} aria-busy={preview.isFetching}>
      <h2 id={titleId}>
        {id === null ? t('schedules.preview') : t('schedules.previewOf', { name: isolated(draft.name) })}
      </h2>
      {data === undefined ? (
        preview.error === null ? (
          <Skeleton rows={4} rowHeightPx={28} label={t('app.loading')} />
        ) : null
      ) : (
        <>
          <NextRuns runs={data.runs} />
          {data.servers === null ? (
            <Notice tone="warn">{t('schedules.unread')}</Notice>
          ) : (
            <Servers servers={data.servers} />
          )}
          <p className="schedule-note">{t('schedules.promise')}</p>
        </>
      )}
      <ErrorNotice error={preview.error} />
    </section>
  );
}

function NextRuns({ runs }: { runs: readonly { at: string; offsetMinutes: number }[] }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const titleId = useId();
  return (
    <>
      <h3 id={titleId}>{t('schedules.nextRuns')}</h3>
      {runs.length === 0 ? (
        <p className="muted small">{t('schedules.noRuns')}</p>
      ) : (
        <ul className="schedule-lines" aria-labelledby={titleId}>
          {runs.map(({ at, offsetMinutes }) => (
            <li key={at}>
              <time dateTime={at} title={format.dateTimeUtc(at)}>
                {zonedTime(at, offsetMinutes, i18n)}
              </time>
              <span className="muted">{offsetText(offsetMinutes)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Servers whose slots are listed; the rest are counted. */
const MAX_LISTED = 20;

function Servers({ servers }: { servers: readonly PreviewServer[] }) {
  const { t } = useI18n();
  const slotsId = useId();
  const [chosen, choose] = useState<string | null>(null);
  const shown = servers.find(({ id }) => idKey(id) === chosen) ?? servers[0];
  // Those without a free slot first.
  const sorted = [...servers].sort((a, b) => Number(b.shortage !== null) - Number(a.shortage !== null));
  if (shown === undefined) return null;
  return (
    <>
      <Rotation server={shown} servers={servers} onChoose={choose} />
      <h3 id={slotsId}>{t('schedules.slots')}</h3>
      <ul className="schedule-lines" aria-labelledby={slotsId}>
        {sorted.slice(0, MAX_LISTED).map((server) => (
          <SlotLine key={idKey(server.id)} server={server} />
        ))}
      </ul>
      {servers.length <= MAX_LISTED ? null : (
        <p className="muted small">{t('schedules.moreServers', { count: servers.length - MAX_LISTED })}</p>
      )}
    </>
  );
}

function SlotLine({ server }: { server: PreviewServer }) {
  const { t } = useI18n();
  const { name, used, own, need, shortage } = server;
  const total = MANUAL_SLOTS;
  return (
    <li className="schedule-slots">
      <ForeignText text={name} />
      <span className="schedule-slots__used">
        <SlotMeter used={used} total={total} />
        <span>{t('schedules.slotsUsed', { used, total })}</span>
      </span>
      <span className="muted small schedule-slots__need">
        {t('schedules.slotsNeed', { own, others: used - own, need })}
      </span>
      {shortage === null ? null : (
        <span className="schedule-goes small">{shortageText(shortage, null, { t })}</span>
      )}
    </li>
  );
}

interface RotationProps {
  server: PreviewServer;
  servers: readonly PreviewServer[];
  onChoose: (key: string) => void;
}

function Rotation({ server, servers, onChoose }: RotationProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const titleId = useId();
  return (
    <>
      <div className="schedule-rotation-head">
        <h3 id={titleId}>{t('schedules.rotation')}</h3>
        {servers.length === 1 ? (
          <ForeignText text={server.name} />
        ) : (
          <Select
            label={t('schedules.rotationServer')}
            value={idKey(server.id)}
            onChange={(event) => onChoose(event.target.value)}
          >
            {servers.map(({ id, name }) => (
              <option key={idKey(id)} value={idKey(id)}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </div>
      {server.copies.length === 0 ? (
        <p className="muted small">{t('schedules.noCopies')}</p>
      ) : (
        <ul className="schedule-lines" aria-labelledby={titleId}>
          {server.copies.map(({ id, createdAt, description, verdict }) => (
            <li key={idKey(id)}>
              <span>
                <span>{createdAt === null ? `#${idKey(id)}` : format.dateTime(createdAt)}</span>{' '}
                {scheduleMarkOf({ type: 'manual', description }) === null && description !== '' ? (
                  <ForeignText text={description} />
                ) : null}
              </span>
              <span className={verdict.kind === 'goes' ? 'schedule-goes' : 'muted'}>
                {verdictText(verdict, i18n)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
