import './views.css';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { type DialogCallbacks, InfoDialog } from '../../components/dialog/dialog-shell';
import { openedQuery } from '../../components/filters/view-period';
import { useI18n } from '../../components/i18n/i18n-provider';
import { savedViews, useSavedViews, useToday, viewPath } from '../../components/saved-views';
import { removeView, renameView, restoreView, type SavedView } from '../../core/views/saved-views';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { ForeignText } from '../../ui/foreign-text';
import { useViewName, ViewNameField } from './view-name-field';

interface Deleted {
  readonly view: SavedView;
  readonly index: number;
}

/** Opens, renames and deletes saved views. */
export function ViewsDialog({ onClose, onReturnFocus }: DialogCallbacks) {
  const { t } = useI18n();
  const views = useSavedViews();
  const [renamed, setRenamed] = useState<string | null>(null);
  /** The re-rendered view that takes the focus. */
  const [returned, setReturned] = useState<string | null>(null);
  const [deleted, setDeleted] = useState<Deleted | null>(null);
  const [isStored, setStored] = useState(true);
  const set = (next: readonly SavedView[]) => setStored(savedViews.set(next));
  const remove = (view: SavedView) => {
    setDeleted({ view, index: views.findIndex(({ name }) => name === view.name) });
    setRenamed(null);
    set(removeView(views, view));
  };
  const undo = ({ view, index }: Deleted) => {
    setDeleted(null);
    setReturned(view.name);
    set(restoreView(views, view, index));
  };
  return (
    <InfoDialog title={t('views.title')} onClose={onClose} onReturnFocus={onReturnFocus}>
      {isStored ? null : (
        <Notice tone="warn" role="status">
          {t('views.notStored')}
        </Notice>
      )}
      {deleted === null ? null : <DeletedNotice name={deleted.view.name} onUndo={() => undo(deleted)} />}
      {views.length === 0 ? <p className="muted">{t('views.none')}</p> : null}
      <ul className="views-list">
        {views.map((view) => (
          <li key={view.name} className="views-list__item">
            {renamed === view.name ? (
              <RenameForm
                view={view}
                onCancel={() => {
                  setReturned(view.name);
                  setRenamed(null);
                }}
                onRename={(name) => {
                  set(renameView(views, view, name));
                  setReturned(name);
                  setRenamed(null);
                }}
              />
            ) : (
              <ViewLine
                view={view}
                actions={
                  <>
                    <RenameButton
                      name={view.name}
                      hasFocus={returned === view.name}
                      onClick={() => setRenamed(view.name)}
                    />
                    <Button
                      variant="ghost"
                      aria-label={t('views.deleteLabel', { name: view.name })}
                      onClick={() => remove(view)}
                    >
                      {t('views.delete')}
                    </Button>
                  </>
                }
              />
            )}
          </li>
        ))}
      </ul>
    </InfoDialog>
  );
}

function ViewLine({ view, actions }: { view: SavedView; actions: ReactNode }) {
  const { t } = useI18n();
  const query = openedQuery(view.query, useToday());
  return (
    <>
      <div className="views-list__text">
        <Link className="link truncate" to={viewPath({ ...view, query })}>
          <ForeignText text={view.name} />
        </Link>
        <span className="muted small truncate">
          <span>{t(`nav.${view.page}`)}</span>{' '}
          <code translate="no">{new URLSearchParams(view.query).toString()}</code>
        </span>
      </div>
      <div className="views-list__actions">{actions}</div>
    </>
  );
}

function RenameButton(props: { name: string; hasFocus: boolean; onClick: () => void }) {
  const { t } = useI18n();
  const ref = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(props.hasFocus);
  useEffect(() => {
    if (hadFocus.current) ref.current?.focus();
  }, []);
  return (
    <Button
      ref={ref}
      variant="ghost"
      aria-label={t('views.renameLabel', { name: props.name })}
      onClick={props.onClick}
    >
      {t('views.rename')}
    </Button>
  );
}

/** Takes the focus from the deleted line. */
function DeletedNotice({ name, onUndo }: { name: string; onUndo: () => void }) {
  const { t } = useI18n();
  const undoRef = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each deletion
  useEffect(() => undoRef.current?.focus(), [name]);
  return (
    <Notice tone="info" role="status">
      <span>{t('views.deleted', { name })}</span>{' '}
      <button ref={undoRef} type="button" className="link" onClick={onUndo}>
        {t('views.undo')}
      </button>
    </Notice>
  );
}

interface RenameFormProps {
  view: SavedView;
  onRename: (name: string) => void;
  onCancel: () => void;
}

function RenameForm({ view, onRename, onCancel }: RenameFormProps) {
  const { t } = useI18n();
  const inputRef = useRef<HTMLInputElement>(null);
  const name = useViewName(view, inputRef);
  useEffect(() => inputRef.current?.select(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = name.check();
    if (checked !== null) onRename(checked);
  };
  return (
    <form className="views-list__rename" onSubmit={submit} noValidate>
      <ViewNameField ref={inputRef} label={t('views.newName', { name: view.name })} name={name} />
      <div className="views-list__actions">
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button type="submit" variant="primary">
          {t('views.rename')}
        </Button>
      </div>
    </form>
  );
}
