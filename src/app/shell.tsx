import './shell.css';
import './print.css';
import Search from 'lucide-react/icons/search';
import { useEffect, useRef } from 'react';
import { NavLink, Outlet, useLocation, useMatch } from 'react-router-dom';
import { useOnline } from '../browser/use-online';
import { useStickyHeight } from '../browser/use-sticky-height';
import { useI18n } from '../components/i18n/i18n-provider';
import { PAGE_LINKS } from '../components/page-links';
import { useReadWriteLock, WriteLockProvider } from '../components/write-lock';
import { DemoBanner, ReadOnlyBanner } from '../features/session/banners';
import { paths, ROUTES } from '../routes/paths';
import { useOpenDialog } from '../routes/use-dialog-route';
import { IconButton } from '../ui/button';
import { Notice } from '../ui/feedback';
import { useHintEvents } from '../ui/hints/use-hint-events';
import { ToastRegion } from '../ui/overlays/toast-region';
import { Dialogs } from './dialogs';
import { PageBoundary } from './page-boundary';
import { useScrollMemory } from './scroll-memory';
import { Service } from './services/services';
import { useShortcuts } from './shortcuts';

function Brand() {
  const { t } = useI18n();
  return (
    <NavLink className="brand" to={paths.overview()} aria-label={t('app.name')}>
      <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" className="brand__mark">
        <path d="M4 12a8 8 0 1 1 2.6 5.9M4 19v-5h5" />
        <path d="M12 8v4.5l3 1.8" />
      </svg>
      <span className="brand__name">{t('app.name')}</span>
    </NavLink>
  );
}

function Navigation() {
  const { t } = useI18n();
  const ref = useRef<HTMLElement>(null);
  useStickyHeight(ref, 'nav');
  return (
    <nav ref={ref} className="nav" aria-label={t('nav.main')}>
      {PAGE_LINKS.map(({ name, to, Icon }) => (
        <NavLink key={name} to={to} end={name === 'overview'} className="nav__link">
          <Icon size={17} aria-hidden="true" />
          <span>{t(`nav.${name}`)}</span>
        </NavLink>
      ))}
    </nav>
  );
}

/** The frame of every page: navigation, running backups, banners, toasts, dialogs. */
export function Shell() {
  const { t } = useI18n();
  const isOnline = useOnline();
  const openDialog = useOpenDialog();
  const { pathname, search } = useLocation();
  const isWall = pathname === paths.overview() && new URLSearchParams(search).get('view') === 'wall';
  const mainRef = useRef<HTMLElement>(null);
  const shownPath = useRef(pathname);
  const lock = useReadWriteLock();
  useScrollMemory();
  useHintEvents();
  const serverKey = useMatch(ROUTES.server)?.params.serverKey ?? null;
  useShortcuts({ isEnabled: !isWall, lock, serverKey });
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    // Screen readers and the Tab key start at the top of the new page.
    mainRef.current?.focus({ preventScroll: true });
  }, [pathname]);
  const offline = isOnline ? null : (
    <div className="notices">
      <Notice tone="warn" role="status">
        {t('app.offline')}
      </Notice>
    </div>
  );
  const page = (
    <PageBoundary>
      <Outlet />
    </PageBoundary>
  );
  const services = (
    <>
      <Service name="background" />
      <ToastRegion label={t('toast.region')} dismissLabel={t('action.dismiss')} />
    </>
  );
  if (isWall) {
    return (
      <>
        <main id="main">
          {offline}
          {page}
        </main>
        {services}
      </>
    );
  }
  return (
    <WriteLockProvider value={lock}>
      <a className="skip-link" href="#main">
        {t('app.skipToContent')}
      </a>
      <div className="shell">
        <header className="side">
          <Brand />
          <IconButton
            className="side__palette"
            label={t('palette.title')}
            aria-keyshortcuts="Control+K Meta+K"
            icon={<Search size={17} aria-hidden="true" />}
            onClick={() => openDialog({ kind: 'palette' })}
          />
          <Navigation />
          <Service name="views" />
          <Service name="running" />
          <div className="side__foot">
            <Service name="account" />
          </div>
        </header>
        <div className="content">
          <DemoBanner />
          <ReadOnlyBanner />
          <Service name="restores" />
          <Service name="firstRun" />
          <main id="main" ref={mainRef} tabIndex={-1} className="main">
            {offline}
            {page}
          </main>
        </div>
      </div>
      <Dialogs returnFocusTo={mainRef} />
      {services}
    </WriteLockProvider>
  );
}
