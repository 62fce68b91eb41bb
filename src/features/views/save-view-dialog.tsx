import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { cachedBackups } from '../../api/backups';
import type { DialogCallbacks } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { savedViews, useSavedViews } from '../../components/saved-views';
import { checkViewName, type ViewProblem } from '../../core/views/saved-views';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/feedback';
import { NO_AUTOFILL, TextField } from '../../ui/field';
import { showToast } from '../../ui/toast-store';
import { type UnderstoodQuery, useShownPage } from './use-shown-page';
import { viewProblemText } from './view-problem';

/** Keeps the filters of the page under a name. */
export function SaveViewDialog({
  understoodQuery,
  onClose,
  onReturnFocus,
}: DialogCallbacks & { understoodQuery: UnderstoodQuery }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const views = useSavedViews();
  const { page, params } = useShownPage();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<ViewProblem | null>(null);
  const nameRef = useRef<HTMLInputElement>(null);
  const query =
    page === null ? '' : understoodQuery(page, params, cachedBackups(client)?.backups ?? []).toString();
  const save = () => {
    if (page === null || query === '') return onClose();
    const check = checkViewName(name, views, null);
    if (!check.isGood) {
      setProblem(check.problem);
      nameRef.current?.focus();
      return;
    }
    const isStored = savedViews.set([...views, { name: check.name, page, query }]);
    const text = t('views.saved', { name: check.name });
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
        <TextField
          ref={nameRef}
          label={t('views.name')}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setProblem(null);
          }}
          error={viewProblemText(problem, i18n)}
          {...NO_AUTOFILL}
        />
      )}
    </Dialog>
  );
}
