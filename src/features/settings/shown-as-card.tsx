import { type FormEvent, useState } from 'react';
import { selfGivenName } from '../../browser/storage/self-given-name';
import { useI18n } from '../../components/i18n/i18n-provider';
import { checkName, MAX_NAME_LENGTH } from '../../core/lib/short-name';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/fields/field';
import { NO_AUTOFILL } from '../../ui/fields/field-attributes';
import { showToast } from '../../ui/overlays/toast-store';
import { SettingsCard } from './settings-card';

/** This browser's self-given name for the log, if everybody uses the same token. */
export function ShownAsCard() {
  const { t } = useI18n();
  const [typed, setTyped] = useState(selfGivenName.get);
  const [isTooLong, setTooLong] = useState(false);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const check = checkName(typed);
    if (!check.isGood && check.problem === 'tooLong') {
      setTooLong(true);
      return;
    }
    const name = check.isGood ? check.name : '';
    setTyped(name);
    const isStored = selfGivenName.set(name);
    const done = name === '' ? t('shownAs.removed') : t('shownAs.saved', { name });
    showToast(
      isStored ? { tone: 'ok', text: done } : { tone: 'bad', text: `${done} ${t('shownAs.notStored')}` },
    );
  };
  return (
    <SettingsCard anchor="name" title={t('shownAs.title')} intro={t('shownAs.intro')}>
      <form className="settings-card__form" onSubmit={save} noValidate>
        <TextField
          label={t('shownAs.label')}
          hint={t('shownAs.hint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setTooLong(false);
          }}
          error={isTooLong ? t('name.tooLong', { max: MAX_NAME_LENGTH }) : null}
          {...NO_AUTOFILL}
        />
        <div className="settings-card__actions">
          <Button type="submit">{t('shownAs.save')}</Button>
        </div>
      </form>
    </SettingsCard>
  );
}
