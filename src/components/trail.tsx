import './shared.css';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useI18n } from './i18n/i18n-provider';

export interface TrailProps {
  /** The parent pages, outermost first. */
  above: readonly { readonly to: string; readonly label: ReactNode }[];
  here: ReactNode;
}

/** Breadcrumbs of a page outside the navigation, above its title. */
export function Trail({ above, here }: TrailProps) {
  const { t } = useI18n();
  return (
    <nav className="trail" aria-label={t('server.trail')}>
      {above.map(({ to, label }) => (
        <Fragment key={to}>
          <Link className="link" to={to}>
            {label}
          </Link>{' '}
          <span aria-hidden="true">/</span>{' '}
        </Fragment>
      ))}
      <span aria-current="page">{here}</span>
    </nav>
  );
}
