import './shared.css';
import type { ReactNode } from 'react';
import { attention } from '../browser/attention';
import { useStore } from '../browser/store';
import { isolated } from '../core/lib/foreign-text';
import { useI18n } from './i18n/i18n-provider';

export interface PageHeadProps {
  title: string;
  /** The title as it stands on the page, where that is not plain text. */
  heading?: ReactNode;
  /** What the browser's tab says; the title where left out. */
  documentTitle?: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** The title of the tab: where one is, after the number of servers that need attention. */
export function TabTitle({ title }: { title: string }) {
  const { t } = useI18n();
  const fleet = useStore(attention);
  const tabTitle = `${isolated(title)} · ${t('app.name')}`;
  return (
    <title>
      {fleet === null || fleet.count === 0
        ? tabTitle
        : t('verdict.title', { attention: fleet.count, title: tabTitle })}
    </title>
  );
}

/** The head of a page: its `h1`, a line below, and its main actions. Sets the title of the tab too. */
export function PageHead({ title, heading, documentTitle, children, actions }: PageHeadProps) {
  return (
    <div className="page-head">
      <TabTitle title={documentTitle ?? title} />
      <div className="page-head__text">
        <h1>{heading ?? title}</h1>
        {children === undefined ? null : <p>{children}</p>}
      </div>
      {actions === undefined ? null : <div className="page-head__actions">{actions}</div>}
    </div>
  );
}
