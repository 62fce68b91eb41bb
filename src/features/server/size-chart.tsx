import './size-chart.css';
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type I18n, useI18n } from '../../components/i18n/i18n-provider';
import { typeLabel } from '../../components/i18n/provider-words';
import type { History } from '../../core/protection/protection-history';
import { type SizePoint, sizeTicks, sizeTrend } from '../../core/protection/size-trend';
import { Button } from '../../ui/button';
import { Panel } from './panel';

const HEIGHT_PX = 220;
const LEFT_PX = 58;
const RIGHT_PX = 14;
const TOP_PX = 12;
const BOTTOM_PX = 26;
const TICK_EVERY_PX = 110;
/** Fewer show no trend. */
const LEAST_POINTS = 3;

function kindText({ kind, type, isSuspicious }: SizePoint, i18n: I18n): string {
  if (kind === 'failed') return i18n.t('server.trendFailed');
  const label = typeLabel(type, i18n);
  return isSuspicious ? `${label}, ${i18n.t('day.suspicious', { count: 1 })}` : label;
}

function pointText(point: SizePoint, i18n: I18n): string {
  const { format } = i18n;
  const size = point.sizeMb === null ? '' : `, ${format.size(point.sizeMb)}`;
  return `${format.dateTime(point.atMs)}: ${kindText(point, i18n)}${size}`;
}

function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(640);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const update = () => setWidthPx(Math.max(220, element.clientWidth));
    update();
    const observer = new ResizeObserver(update);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, widthPx };
}

function TrendTable({ points }: { points: readonly SizePoint[] }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable by keyboard
    <section className="trend-table" tabIndex={0} aria-label={t('server.trend')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('backups.column.created')}</th>
            <th scope="col">{t('backups.column.type')}</th>
            <th scope="col">{t('backups.column.size')}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.key}>
              <td>{format.dateTime(point.atMs)}</td>
              <td>{kindText(point, i18n)}</td>
              <td>{point.sizeMb === null ? '–' : format.sizeExact(point.sizeMb)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Mark({ point, x, y, baseY }: { point: SizePoint; x: number; y: number; baseY: number }) {
  const { kind, isSuspicious } = point;
  if (kind === 'failed')
    return <path className="size-chart__failed" d={`M${x - 4} ${baseY - 8}l8 8m0 -8l-8 8`} />;
  const suspicious = { 'data-suspicious': isSuspicious || undefined };
  if (kind !== 'manual') {
    const radius = isSuspicious ? 4 : 2.5;
    return <circle className="size-chart__automatic" {...suspicious} cx={x} cy={y} r={radius} />;
  }
  const diamond = { x: x - 4, y: y - 4, width: 8, height: 8, transform: `rotate(45 ${x} ${y})` };
  return <rect className="size-chart__manual" {...suspicious} {...diamond} />;
}

interface ChartProps {
  points: readonly SizePoint[];
  largestMb: number;
  summary: string;
}

function Chart({ points, largestMb, summary }: ChartProps) {
  const i18n = useI18n();
  const { format, t } = i18n;
  const { ref, widthPx } = useWidth();
  const [shownIndex, setShownIndex] = useState<number | null>(null);
  const ticksMb = sizeTicks(largestMb);
  const maxMb = ticksMb.at(-1) ?? 1;
  const [firstMs, lastMs] = [points[0]?.atMs ?? 0, points.at(-1)?.atMs ?? 1];
  const spanMs = Math.max(1, lastMs - firstMs);
  const x = (ms: number) => LEFT_PX + ((ms - firstMs) / spanMs) * (widthPx - LEFT_PX - RIGHT_PX);
  const y = (mb: number) => TOP_PX + (1 - mb / maxMb) * (HEIGHT_PX - TOP_PX - BOTTOM_PX);
  const baseY = y(0);
  const tickCount = Math.max(2, Math.floor((widthPx - LEFT_PX) / TICK_EVERY_PX));
  const dateTicks = Array.from(
    { length: tickCount },
    (_, index) => firstMs + (spanMs * index) / (tickCount - 1),
    // Labels no day twice.
  ).filter((ms, index, all) => index === 0 || format.dayMonth(ms) !== format.dayMonth(all[index - 1] ?? 0));
  // The year, if it differs from the previous tick's.
  const yearOf = (ms: number | undefined) => (ms === undefined ? '' : format.dayKey(ms).slice(0, 4));
  const dateLabels = dateTicks.map((ms, index) =>
    yearOf(ms) === yearOf(dateTicks[index - 1])
      ? format.dayMonth(ms)
      : `${format.dayMonth(ms)} ${yearOf(ms)}`,
  );
  const line = points
    .filter(({ kind, sizeMb }) => kind === 'automatic' && sizeMb !== null)
    .map(({ atMs, sizeMb }) => `${x(atMs).toFixed(1)} ${y(sizeMb ?? 0).toFixed(1)}`)
    .join('L');
  const shown = shownIndex === null ? undefined : points[shownIndex];
  const shownX = shown === undefined ? 0 : x(shown.atMs);

  const handlePointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const atX = ((event.clientX - box.left) / box.width) * widthPx;
    const distances = points.map(({ atMs }) => Math.abs(x(atMs) - atX));
    setShownIndex(distances.indexOf(Math.min(...distances)));
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setShownIndex((current) =>
      Math.min(points.length - 1, Math.max(0, current === null ? points.length - 1 : current + step)),
    );
  };

  return (
    <div ref={ref} className="size-chart">
      <svg
        width={widthPx}
        height={HEIGHT_PX}
        viewBox={`0 0 ${widthPx} ${HEIGHT_PX}`}
        role="img"
        aria-label={`${summary} ${t('server.trendKeys')}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys go from backup to backup
        tabIndex={0}
        onPointerMove={handlePointerMove}
        onPointerLeave={() => setShownIndex(null)}
        onKeyDown={handleKeyDown}
        onBlur={() => setShownIndex(null)}
      >
        {ticksMb.map((mb) => (
          <g key={mb}>
            <line className="size-chart__grid" x1={LEFT_PX} x2={widthPx - RIGHT_PX} y1={y(mb)} y2={y(mb)} />
            <text className="size-chart__tick" x={LEFT_PX - 8} y={y(mb) + 4} textAnchor="end">
              {format.size(mb)}
            </text>
          </g>
        ))}
        {dateTicks.map((ms, index) => (
          <text
            key={ms}
            className="size-chart__tick"
            x={x(ms)}
            y={HEIGHT_PX - 6}
            textAnchor={index === 0 ? 'start' : index === dateTicks.length - 1 ? 'end' : 'middle'}
          >
            {dateLabels[index]}
          </text>
        ))}
        <path className="size-chart__line" d={line === '' ? '' : `M${line}`} />
        {points.map((point) => (
          <Mark key={point.key} point={point} x={x(point.atMs)} y={y(point.sizeMb ?? 0)} baseY={baseY} />
        ))}
        {shown === undefined ? null : (
          <line className="size-chart__cursor" x1={shownX} x2={shownX} y1={TOP_PX} y2={baseY} />
        )}
      </svg>
      <p className="size-chart__detail" role="status">
        {shown === undefined ? null : pointText(shown, i18n)}
      </p>
      <ul className="size-chart__legend" aria-hidden="true">
        <li data-kind="automatic">{t('server.trendAutomatic')}</li>
        <li data-kind="manual">{t('server.trendManual')}</li>
        <li data-kind="failed">{t('server.trendFailed')}</li>
      </ul>
    </div>
  );
}

/** The sizes of one server's backups over time, as a chart or as a table. */
export function SizeTrend({ history }: { history: History }) {
  const { t, format } = useI18n();
  const [isTable, setTable] = useState(false);
  const { points, rangeMb, unknownSizeCount, undatedCount } = useMemo(() => sizeTrend(history), [history]);
  const first = points[0];
  const sized = points.filter(({ sizeMb }) => sizeMb !== null);
  const last = sized.at(-1);
  const isShort = points.length < LEAST_POINTS;
  const summary =
    rangeMb === null || first === undefined || last?.sizeMb == null
      ? ''
      : t('server.trendSummary', {
          count: sized.length,
          from: format.date(first.atMs),
          to: format.date(points.at(-1)?.atMs ?? first.atMs),
          min: format.size(rangeMb.minMb),
          max: format.size(rangeMb.maxMb),
          latest: format.size(last.sizeMb),
        });
  return (
    <Panel
      title={t('server.trend')}
      aside={
        rangeMb === null || isShort ? null : (
          <Button variant="ghost" onClick={() => setTable(!isTable)}>
            {t(isTable ? 'server.trendChart' : 'server.trendTable')}
          </Button>
        )
      }
    >
      {rangeMb === null ? (
        <p className="muted">{t('server.trendEmpty')}</p>
      ) : isTable || isShort ? (
        <TrendTable points={points} />
      ) : (
        <Chart points={points} largestMb={rangeMb.maxMb} summary={summary} />
      )}
      {unknownSizeCount === 0 ? null : (
        <p className="muted small">{t('server.trendUnknownSizes', { count: unknownSizeCount })}</p>
      )}
      {undatedCount === 0 ? null : (
        <p className="muted small">{t('server.trendUndated', { count: undatedCount })}</p>
      )}
    </Panel>
  );
}
