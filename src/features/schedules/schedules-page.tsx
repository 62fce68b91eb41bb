import { failedOutcome } from '../../components/failed-write';
import { errorLine } from '../../components/loading/error-text';
import './schedules-page.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import CalendarClock from 'lucide-react/icons/calendar-clock';
import Plus from 'lucide-react/icons/plus';
import { useCallback, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { rereadSchedules, type Schedules, schedulesQuery, scheduleWrites } from '../../api/schedules';
import { useNow } from '../../browser/use-now';
import { useI18n } from '../../components/i18n/i18n-provider';
import { FailureNotice } from '../../components/loading/error-notices';
import { FirstLoad } from '../../components/loading/first-load';
import { Freshness } from '../../components/loading/freshness';
import { StaleQueryNotice } from '../../components/loading/list-notices';
import { PageHead } from '../../components/page-head';
import { useWriteLock, WriteButton } from '../../components/write-lock';
import { MINUTE_MS } from '../../core/lib/time-units';
import type { ScheduleDraft } from '../../core/schedules/schedule';
import { runIn, type Schedule } from '../../core/schedules/schedule-wire';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button } from '../../ui/button';
import { Notice, Skeleton, SkeletonRows, StateMessage } from '../../ui/feedback';
import { showToast } from '../../ui/overlays/toast-store';
import { DeleteScheduleDialog } from './delete-schedule-dialog';
import { dropKeptDraft } from './kept-draft';
import { PauseDialog } from './pause-dialog';
import { RunResults } from './run-results';
import { NEW, ScheduleEditor } from './schedule-editor';
import { ScheduleList } from './schedule-list';
import { SchedulePreviewPanel } from './schedule-preview';

/** What is backed up when, what is kept, what ran, and what comes next. */
export default function SchedulesPage() {
  const { t } = useI18n();
  const query = useQuery(schedulesQuery());
  return query.data === undefined ? (
    <>
      <PageHead
        title={t('schedules.title')}
        actions={
          <>
            <SchedulesFreshness />
            <span data-unread>
              <Button icon={<Plus size={16} aria-hidden="true" />}>{t('schedules.new')}</Button>
            </span>
          </>
        }
      >
        {null}
      </PageHead>
      <div className="schedules-page">
        <div className="card schedule-card schedules-page__load">
          <FirstLoad
            query={query}
            skeleton={
              <Skeleton label={t('app.loading')}>
                <SkeletonRows rows={1} heightPx={34} />
                <SkeletonRows rows={2} heightPx={51} />
              </Skeleton>
            }
          />
        </div>
        {query.error === null ? (
          <div className="card schedule-preview" aria-hidden="true">
            <SkeletonRows rows={8} heightPx={28} />
          </div>
        ) : null}
      </div>
    </>
  ) : (
    <KnownSchedules data={query.data} />
  );
}

/** When they were read last. A leaf, so that a poll does not render the page. */
function SchedulesFreshness() {
  const { dataUpdatedAt, refetch } = useQuery(schedulesQuery());
  return <Freshness readAtMs={dataUpdatedAt} onRead={refetch} />;
}

/** Where the focus goes when what had it disappears. */
function focusPage() {
  document.getElementById('main')?.focus({ preventScroll: true });
}

/** The schedule shown or edited, from the URL, so that it survives reloads and Back. */
function usePlace() {
  const [params, setParams] = useSearchParams();
  const go = useCallback(
    (place: { edit?: string; show?: string }) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const key of ['edit', 'show'] as const) {
            const value = place[key];
            if (value === undefined) next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { preventScrollReset: true },
      ),
    [setParams],
  );
  return { edit: params.get('edit'), show: params.get('show'), go };
}

function KnownSchedules({ data: { off, schedules } }: { data: Schedules }) {
  const { t } = useI18n();
  const { edit, show, go } = usePlace();
  const shown = schedules.find(({ id }) => id === (edit ?? show)) ?? schedules[0] ?? null;
  const stored = schedules.find(({ id }) => id === edit);
  // Deleted by somebody else while open here: the input stays.
  const [lastEdited, setLastEdited] = useState<Schedule | null>(null);
  if (stored !== undefined && stored !== lastEdited) setLastEdited(stored);
  const edited =
    edit === null ? null : edit === NEW ? NEW : (stored ?? (lastEdited?.id === edit ? lastEdited : null));
  const [draft, setDraft] = useState<ScheduleDraft | null>(null);
  const leave = (id?: string) => {
    setDraft(null);
    setLastEdited(null);
    dropKeptDraft();
    focusPage();
    go(id === undefined ? {} : { show: id });
  };
  const isEditing = edited !== null && off === null;
  const previewed = isEditing ? (draft ?? (edited === NEW ? null : edited.draft)) : (shown?.draft ?? null);
  const previewedId = isEditing ? (edited === NEW ? null : edited.id) : (shown?.id ?? null);
  return (
    <>
      <Head schedules={schedules} canAdd={off === null && !isEditing} onAdd={() => go({ edit: NEW })} />
      {off === null ? null : (
        <Notice tone="info" title={t(`schedules.off.${off}.title`)}>
          {t(`schedules.off.${off}.text`)}
        </Notice>
      )}
      {edit !== null && edited === null ? <Notice tone="warn">{t('schedules.gone')}</Notice> : null}
      <StaleQueryNotice query={useQuery(schedulesQuery())} what="listStale" />
      <div className="schedules-page">
        <div className="schedules-page__main">
          {isEditing ? (
            <ScheduleEditor
              key={edited === NEW ? NEW : edited.id}
              edited={edited}
              isGone={edited !== NEW && stored === undefined}
              onDraft={setDraft}
              onLeave={leave}
            />
          ) : schedules.length === 0 && off === 'otherAccount' ? null : schedules.length === 0 ? (
            <div className="card">
              <StateMessage icon={<CalendarClock size={22} />} title={t('schedules.empty.title')}>
                {t('schedules.empty.text')}
              </StateMessage>
            </div>
          ) : (
            <Listed schedules={schedules} shown={shown} off={off} go={go} />
          )}
        </div>
        {previewed === null || off === 'signIn' ? null : (
          <SchedulePreviewPanel draft={previewed} id={previewedId} />
        )}
      </div>
    </>
  );
}

function Head(props: { schedules: readonly Schedule[]; canAdd: boolean; onAdd: () => void }) {
  const { schedules, canAdd, onAdd } = props;
  const { t, format } = useI18n();
  const nowMs = useNow(MINUTE_MS);
  const next = schedules.flatMap(({ nextRunAt, isPaused }) => (isPaused ? [] : (nextRunAt ?? []))).sort()[0];
  const lead = t('schedules.lead', { count: schedules.length });
  return (
    <PageHead
      title={t('schedules.title')}
      actions={
        <>
          <SchedulesFreshness />
          {canAdd ? (
            <WriteButton variant="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={onAdd}>
              {t('schedules.new')}
            </WriteButton>
          ) : null}
        </>
      }
    >
      {next === undefined
        ? lead
        : `${lead} ${t('schedules.leadNext', { time: format.rowDateTime(next, nowMs) })}`}
    </PageHead>
  );
}

interface ListedProps {
  schedules: readonly Schedule[];
  shown: Schedule | null;
  off: Schedules['off'];
  go: (place: { edit?: string; show?: string }) => void;
}

function Listed({ schedules, shown, off, go }: ListedProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const openDialog = useOpenDialog();
  const lock = useWriteLock();
  const [asked, setAsked] = useState<{ kind: 'delete' | 'pause'; schedule: Schedule } | null>(null);
  const returnTo = useRef<Element | null>(null);
  const ask = (kind: 'delete' | 'pause', schedule: Schedule) => {
    returnTo.current = document.activeElement;
    change.reset();
    setAsked({ kind, schedule });
  };
  const change = useMutation({
    retry: false,
    mutationFn: async (act: { send: () => Promise<unknown>; said: string }) => {
      await act.send();
      return act.said;
    },
    onSuccess: (said) => {
      showToast({ tone: 'ok', text: said });
      if (asked?.kind === 'delete') returnTo.current = document.getElementById('main');
      setAsked(null);
    },
    onSettled: () => rereadSchedules(client),
  });
  const act = (send: () => Promise<unknown>, said: string) => {
    if (!change.isPending && lock === null) change.mutate({ send, said });
  };
  const runs = shown === null ? [] : shown.runs.flatMap((run) => runIn(run) ?? []);
  const error =
    change.error === null
      ? null
      : t(`schedules.actFailed.${failedOutcome(change.error)}`, { reason: errorLine(change.error, i18n) });
  const dialog = {
    error,
    isPending: change.isPending,
    onClose: () => setAsked(null),
    onReturnFocus: () => {
      if (returnTo.current instanceof HTMLElement) returnTo.current.focus();
    },
  };
  return (
    <>
      <ScheduleList
        schedules={schedules}
        shownId={shown?.id ?? null}
        refusal={off === null ? null : t(`schedules.off.${off}.title`)}
        onShow={({ id }) => go({ show: id })}
        onEdit={({ id }) => go({ edit: id })}
        onRun={(schedule) =>
          act(() => scheduleWrites.run(schedule), t('schedules.begun', { name: schedule.draft.name }))
        }
        onStop={(schedule) =>
          act(() => scheduleWrites.stop(schedule), t('schedules.stopping', { name: schedule.draft.name }))
        }
        onPause={(schedule) =>
          schedule.isPaused
            ? act(
                () => scheduleWrites.pause(schedule, false, null),
                t('schedules.resumed', { name: schedule.draft.name }),
              )
            : ask('pause', schedule)
        }
        onDelete={(schedule) => ask('delete', schedule)}
      />
      <FailureNotice text={asked === null ? error : null} />
      {shown === null ? null : (
        <RunResults
          runs={runs}
          name={shown.draft.name}
          onMakeRoom={(serverKey) => openDialog({ kind: 'create', serverKey })}
        />
      )}
      {asked?.kind === 'delete' ? (
        <DeleteScheduleDialog
          {...dialog}
          schedule={asked.schedule}
          onDelete={() =>
            act(
              () => scheduleWrites.remove(asked.schedule),
              t('schedules.deleted', { name: asked.schedule.draft.name }),
            )
          }
        />
      ) : null}
      {asked?.kind === 'pause' ? (
        <PauseDialog
          {...dialog}
          schedule={asked.schedule}
          onPause={(until) =>
            act(
              () => scheduleWrites.pause(asked.schedule, true, until),
              t('schedules.pausedNow', { name: asked.schedule.draft.name }),
            )
          }
        />
      ) : null}
    </>
  );
}
