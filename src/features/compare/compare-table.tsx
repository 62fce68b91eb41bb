import './compare-table.css';
import { clsx } from 'clsx';
import Check from 'lucide-react/icons/check';
import type { ReactNode } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { NoValue } from '../../components/no-value';
import type { Pair } from '../../core/compare/comparison';
import type { Compared, Difference } from '../../core/compare/difference';
import { Badge } from '../../ui/icon-badge';
import { BetterContext } from './value';

export interface CompareRow {
  readonly key: string;
  readonly label: string;
  /** Null on an empty side. */
  readonly values: Pair<ReactNode>;
  /** Null if nothing is compared. */
  readonly compared: Compared | null;
  /** The advantage of the better side, in a word or two. */
  readonly better?: string | undefined;
}

export interface CompareTableProps {
  caption: string;
  /** The headings of the two sides. */
  heads: Pair<ReactNode>;
  rows: readonly CompareRow[];
}

/** Number of rows whose sides differ, for the summary. */
export function differingCount(rows: readonly CompareRow[]): number {
  return rows.filter(({ compared }) => {
    const kind = compared?.difference.kind ?? 'same';
    return kind !== 'same' && kind !== 'unknown';
  }).length;
}

/** The facts as rows, with both sides' values and how far apart they are. */
export function CompareTable({ caption, heads, rows }: CompareTableProps) {
  const { t } = useI18n();
  return (
    <table className="compare">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('compare.fact')}</span>
          </th>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
          <th scope="col">{t('compare.difference')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row: { label, values, compared, better } }: { row: CompareRow }) {
  const { t } = useI18n();
  const difference = compared?.difference;
  const isMeasured = difference !== undefined && MEASURED.has(difference.kind);
  const cell = (side: 0 | 1) => (
    <td>
      <BetterContext
        value={
          better !== undefined && compared?.better === side ? (
            <Badge tone="ok" icon={<Check size={13} strokeWidth={2.6} aria-hidden="true" />}>
              {better}
            </Badge>
          ) : null
        }
      >
        {values[side]}
      </BetterContext>
    </td>
  );
  return (
    <tr className={clsx('compare__row', difference?.kind === 'same' && 'compare__row--same')}>
      <th scope="row">{label}</th>
      {cell(0)}
      {cell(1)}
      <td
        className="compare__difference"
        // Without column headings on phones, the figure needs a label.
        data-label={isMeasured ? `${t('compare.difference')} ` : undefined}
      >
        {difference === undefined ? null : <DifferenceText difference={difference} />}
      </td>
    </tr>
  );
}

const MEASURED: ReadonlySet<Difference['kind']> = new Set(['duration', 'count', 'size']);

function DifferenceText({ difference }: { difference: Difference }) {
  const { t, format } = useI18n();
  switch (difference.kind) {
    case 'unknown':
      return <NoValue />;
    case 'same':
    case 'other':
      return <span>{t(`compare.${difference.kind}`)}</span>;
    case 'duration':
      return <span>{format.age(difference.ms)}</span>;
    case 'count':
      return <span>{format.number(difference.by)}</span>;
    case 'size':
      return <span>{format.size(difference.mb)}</span>;
  }
}
