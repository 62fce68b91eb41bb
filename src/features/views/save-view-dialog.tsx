import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { cachedBackups } from '../../api/backups';
import type { DialogCallbacks } from '../../components/dialog/dialog-shell';
import { keptQuery, movingPeriod } from '../../components/filters/view-period';
import { useI18n } from '../../components/i18n/i18n-provider';
import { savedViews, useToday } from '../../components/saved-views';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/feedback';
import { Dialog } from '../../ui/overlays/dialog';
import { showToast } from '../../ui/overlays/toast-store';
import { type UnderstoodQuery, useShownPage } from './use-shown-page';
import { useViewName, ViewNameField } from './view-name-field';

/** Saves the page's filters under a name. */
export function SaveViewDialog({
  understoodQuery,
  onClose,
  onReturnFocus,
}: DialogCallbacks & { understoodQuery: UnderstoodQuery }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const { page, params } = useShownPage();
  const nameRef = useRef<HTMLInputElement>(null);
  const name = useViewName(null, nameRef);
  const today = useToday();
  const understood =
    page === null ? null : understoodQuery(page, params, cachedBackups(client)?.backups ?? []);
  const query = understood === null ? '' : keptQuery(understood, today);
  const period = understood === null ? null : movingPeriod(understood, today);
  const save = () => {
    if (page === null || query === '') return onClose();
    const checked = name.check();
    if (checked === null) return;
    const isStored = savedViews.set([...savedViews.get(), { name: checked, page, query }]);
    const text = t('views.saved', { name: checked });
    showToast(isStored ? { tone: 'ok', text } : { tone: 'bad', text: `${text} ${t('views.notStored')}` });
    onClose();
  };
  return (
    <Dialog
      title={t('views.save')}
      description={t('views.saveIntro')}
      closeLabel={t('action.close')}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      initialFocus={nameRef}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="primary" aria-disabled={query === ''}>
            {t('views.save')}
          </Button>
        </>
      }
    >
      {query === '' ? (
        <Notice tone="info">{t('views.nothingSet')}</Notice>
      ) : (
        <>
          <ViewNameField ref={nameRef} label={t('views.name')} name={name} />
          {period === null ? null : (
            <p className="muted small">{t('views.period', { period: t(`filters.${period}`) })}</p>
          )}
        </>
      )}
    </Dialog>
  );
}
