import './views.css';
import { useQuery } from '@tanstack/react-query';
import Bookmark from 'lucide-react/icons/bookmark';
import BookmarkPlus from 'lucide-react/icons/bookmark-plus';
import Pencil from 'lucide-react/icons/pencil';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { backupsQuery } from '../../api/backups';
import { useI18n } from '../../components/i18n/i18n-provider';
import { useOpenedViews, viewPath } from '../../components/saved-views';
import { isolated } from '../../core/lib/foreign-text';
import { lostValues, type SavedView, shownView } from '../../core/views/saved-views';
import { useOpenDialog } from '../../routes/use-dialog-route';
import { Button, IconButton } from '../../ui/button';
import { ForeignText } from '../../ui/foreign-text';
import { Menu } from '../../ui/overlays/menu';
import { showToast } from '../../ui/overlays/toast-store';
import { type UnderstoodQuery, useShownPage } from './use-shown-page';

/** Says once, while a view is shown, which of its filters the page no longer understands. */
function useLostNotice(shown: SavedView | null, understoodQuery: UnderstoodQuery): void {
  const { t } = useI18n();
  const { data: list } = useQuery(backupsQuery());
  const told = useRef('');
  useEffect(() => {
    if (list === undefined || told.current === (shown?.name ?? '')) return;
    told.current = shown?.name ?? '';
    if (shown === null) return;
    const params = new URLSearchParams(shown.query);
    const lost = lostValues(shown.query, understoodQuery(shown.page, params, list.backups));
    if (lost.length === 0) return;
    showToast({
      tone: 'info',
      text: t('views.lost', { name: shown.name, what: lost.map(isolated).join(', ') }),
    });
  }, [shown, list, understoodQuery, t]);
}

/** Whether the page has filters that are not saved as a view. */
function useCanSave(understoodQuery: UnderstoodQuery): boolean {
  const { page, params } = useShownPage();
  const { data: list } = useQuery(backupsQuery());
  const query = params.toString();
  return useMemo(() => {
    if (page === null || query === '' || list === undefined) return false;
    return understoodQuery(page, new URLSearchParams(query), list.backups).toString() !== '';
  }, [page, query, list, understoodQuery]);
}

/** The saved views: a list in the sidebar, or a menu if that is narrow; nothing without views and filters. */
export function ViewsRail({ understoodQuery }: { understoodQuery: UnderstoodQuery }) {
  const { t } = useI18n();
  const views = useOpenedViews();
  const { page, params } = useShownPage();
  const shown = shownView(views, page, params);
  const openDialog = useOpenDialog();
  const headingId = useId();
  useLostNotice(shown, understoodQuery);
  const canSave = useCanSave(understoodQuery) && shown === null;
  if (views.length === 0 && !canSave) return null;
  const edit = views.length === 0 ? null : () => openDialog({ kind: 'views' });
  const save = canSave ? () => openDialog({ kind: 'saveView' }) : null;
  return (
    <>
      <nav className="views-rail" aria-labelledby={headingId}>
        <div className="views-rail__head">
          <span id={headingId}>{t('views.title')}</span>
          {edit === null ? null : (
            <IconButton
              label={t('views.edit')}
              icon={<Pencil size={13} aria-hidden="true" />}
              onClick={edit}
            />
          )}
        </div>
        {views.length === 0 ? null : (
          <ul>
            {views.map((view) => (
              <li key={view.name}>
                <Link
                  className="views-rail__link truncate"
                  to={viewPath(view)}
                  aria-current={view === shown ? 'page' : undefined}
                >
                  <ForeignText text={view.name} />
                </Link>
              </li>
            ))}
          </ul>
        )}
        {save === null ? null : (
          <Button
            variant="ghost"
            className="views-rail__save"
            icon={<BookmarkPlus size={14} aria-hidden="true" />}
            onClick={save}
          >
            {t('views.save')}
          </Button>
        )}
      </nav>
      <ViewsMenu views={views} onSave={save} onEdit={edit} />
    </>
  );
}

interface ViewsMenuProps {
  views: readonly SavedView[];
  onSave: (() => void) | null;
  onEdit: (() => void) | null;
}

function ViewsMenu({ views, onSave, onEdit }: ViewsMenuProps) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const [isWanted, setWanted] = useState(false);
  const button = (
    <Button
      className="views-menu"
      aria-label={views.length === 0 ? t('views.title') : t('views.menu', { count: views.length })}
      aria-haspopup="menu"
      icon={<Bookmark size={16} aria-hidden="true" />}
      onClick={() => setWanted(true)}
    >
      {views.length === 0 ? null : views.length}
    </Button>
  );
  if (!isWanted) return button;
  return (
    <Menu
      button={button}
      items={[
        ...views.map((view) => ({
          label: isolated(view.name),
          Icon: Bookmark,
          onSelect: () => void navigate(viewPath(view)),
        })),
        ...(onSave === null ? [] : [{ label: t('views.save'), Icon: BookmarkPlus, onSelect: onSave }]),
        ...(onEdit === null ? [] : [{ label: t('views.edit'), Icon: Pencil, onSelect: onEdit }]),
      ]}
    />
  );
}
