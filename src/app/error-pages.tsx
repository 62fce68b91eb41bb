import SearchX from 'lucide-react/icons/search-x';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import { useEffect, useRef } from 'react';
import type { FallbackProps } from 'react-error-boundary';
import { Link } from 'react-router-dom';
import { navigation } from '../browser/navigation';
import { PartMissingError } from '../browser/part-missing';
import { useOnline } from '../browser/use-online';
import { useI18n } from '../components/i18n/i18n-provider';
import { PageHead } from '../components/page-head';
import { paths } from '../routes/paths';
import { Button } from '../ui/button';
import { StateMessage } from '../ui/feedback';

/** For URLs that are no page. */
export function NotFoundPage() {
  const { t } = useI18n();
  return (
    <>
      <PageHead title={t('notFound.title')} />
      <div className="card">
        <StateMessage
          icon={<SearchX size={22} />}
          title={t('notFound.title')}
          actions={
            <Link className="button button--default" to={paths.overview()}>
              {t('notFound.link')}
            </Link>
          }
        >
          {t('notFound.text')}
        </StateMessage>
      </div>
    </>
  );
}

/** For a crash of one page, or code that did not load. */
export function CrashPage({ error, resetErrorBoundary }: FallbackProps) {
  const { t } = useI18n();
  const isPartMissing = error instanceof PartMissingError;
  const title = t(isPartMissing ? 'crash.partTitle' : 'crash.title');
  const isOnline = useOnline();
  const wasOffline = useRef(false);
  useEffect(() => {
    // Back online: only the connection was missing.
    if (isPartMissing && isOnline && wasOffline.current) navigation.reload();
    wasOffline.current = !isOnline;
  }, [isPartMissing, isOnline]);
  return (
    <>
      <PageHead title={title} />
      <div className="card">
        <StateMessage
          role="alert"
          tone="bad"
          icon={<TriangleAlert size={22} />}
          title={title}
          actions={
            <>
              {/* Browsers and React remember a failed import until the page is reloaded. */}
              {isPartMissing ? null : <Button onClick={resetErrorBoundary}>{t('action.retry')}</Button>}
              <Button onClick={navigation.reload}>{t('crash.reload')}</Button>
            </>
          }
        >
          {t(isPartMissing ? 'crash.partText' : 'crash.text')}
        </StateMessage>
      </div>
    </>
  );
}
