import SearchX from 'lucide-react/icons/search-x';
import { Link } from 'react-router-dom';
import { AllWords, useI18n } from '../components/i18n/i18n-provider';
import { PageHead } from '../components/page-head';
import { paths } from '../routes/paths';
import { StateMessage } from '../ui/feedback';

function NotFound() {
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

/** For URLs that are no page. */
export default function NotFoundPage() {
  return (
    <AllWords>
      <NotFound />
    </AllWords>
  );
}
