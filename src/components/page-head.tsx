import './shared.css';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { createStore, useStore } from '../browser/storage/store';
import { isolated } from '../core/lib/foreign-text';
import { useI18n } from './i18n/i18n-provider';

/** How many servers need attention; null while unknown. */
export const attentionCount = createStore<number | null>(null);

export interface PageHeadProps {
  title: string;
  /** The title on the page, if it is not plain text. */
  heading?: ReactNode;
  /** The title of the tab; `title` if left out. */
  documentTitle?: string;
  /** The way to this page, above its title. */
  trail?: ReactNode;
  children?: ReactNode;
  /** The line is short: it stands beside the title on a wide screen. */
  isLineShort?: boolean;
  actions?: ReactNode;
}

/** The title of the tab, led by the number of servers that need attention. */
export function TabTitle({ title }: { title: string }) {
  const { t } = useI18n();
  const count = useStore(attentionCount);
  const tabTitle = `${isolated(title)} · ${t('app.name')}`;
  return (
    <title>
      {count === null || count === 0 ? tabTitle : t('verdict.title', { attention: count, title: tabTitle })}
    </title>
  );
}

/** The `h1` of a page, a line below it and its main actions; also sets the title of the tab. */
export function PageHead({
  title,
  heading,
  documentTitle,
  trail,
  children,
  isLineShort = false,
  actions,
}: PageHeadProps) {
  return (
    <div className="page-head">
      <TabTitle title={documentTitle ?? title} />
      <div className={clsx('page-head__text', isLineShort && 'page-head__text--short')}>
        {trail}
        <h1>{heading ?? title}</h1>
        {children === undefined ? null : <p>{children}</p>}
      </div>
      {actions === undefined ? null : <div className="page-head__actions">{actions}</div>}
    </div>
  );
}
