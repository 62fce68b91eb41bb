import { failedOutcome } from '../../components/failed-write';
import { errorLine } from '../../components/loading/error-text';
import './wall-links-card.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { makeWallLink, revokeWallLink, wallLinksQuery } from '../../api/wall';
import { CopyBlock } from '../../components/copy-block';
import { MutationDialog } from '../../components/dialog/dialog-shell';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ErrorNotice } from '../../components/loading/error-notices';
import { FirstLoad } from '../../components/loading/first-load';
import { AbsoluteTime } from '../../components/moment';
import { useWriteLock, WriteButton } from '../../components/write-lock';
import type { MadeWallLink, WallLink } from '../../core/fleet/wall-link-wire';
import { checkName, MAX_NAME_LENGTH } from '../../core/lib/short-name';
import { ROUTES } from '../../routes/paths';
import { Button } from '../../ui/button';
import { Notice, Skeleton } from '../../ui/feedback';
import { TextField } from '../../ui/fields/field';
import { NO_AUTOFILL } from '../../ui/fields/field-attributes';
import { ForeignText } from '../../ui/foreign-text';
import { showToast } from '../../ui/overlays/toast-store';
import { Parts } from '../../ui/parts';
import { SettingsCard } from './settings-card';

/** Links that open the wall on a screen without sign-in. */
export function WallLinksCard() {
  const { t } = useI18n();
  const query = useQuery(wallLinksQuery());
  const titleRef = useRef<HTMLDivElement>(null);
  const [revoking, setRevoking] = useState<WallLink | null>(null);
  const { data } = query;
  return (
    <SettingsCard anchor="wall" title={t('wallLinks.title')} intro={t('wallLinks.intro')}>
      {data === undefined ? (
        <FirstLoad query={query} skeleton={<LinksToCome />} />
      ) : data.offReason !== null ? (
        <p>{t(`wallLinks.off.${data.offReason}`)}</p>
      ) : (
        <>
          <ErrorNotice error={query.error} />
          <NewLink />
          <div ref={titleRef} tabIndex={-1} className="settings-card__part">
            <h3 id="settings-wall-links">{t('wallLinks.list')}</h3>
            {data.links.length === 0 ? (
              <p className="muted">{t('wallLinks.none')}</p>
            ) : (
              <ul className="settings-card__list wall-links" aria-labelledby="settings-wall-links">
                {data.links.map((link) => (
                  <Link key={link.id} link={link} onRevoke={() => setRevoking(link)} />
                ))}
              </ul>
            )}
          </div>
        </>
      )}
      {revoking === null ? null : (
        <RevokeDialog
          link={revoking}
          onClose={() => setRevoking(null)}
          onReturnFocus={() => titleRef.current?.focus()}
        />
      )}
    </SettingsCard>
  );
}

function LinksToCome() {
  const { t } = useI18n();
  return (
    <Skeleton label={t('app.loading')}>
      <div className="settings-card__to-come">
        <NewLink />
        <div className="settings-card__part">
          <h3>{t('wallLinks.list')}</h3>
          <p>…</p>
        </div>
      </div>
    </Skeleton>
  );
}

function useReread() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: wallLinksQuery().queryKey });
}

function NewLink() {
  const i18n = useI18n();
  const { t } = i18n;
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<'empty' | 'tooLong' | null>(null);
  const lock = useWriteLock();
  const reread = useReread();
  const make = useMutation({
    // Not a cached mutation, because the result contains the key.
    gcTime: 0,
    mutationFn: (wanted: string) => makeWallLink(wanted),
    onSuccess: () => setName(''),
    onSettled: reread,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (lock !== null || make.isPending) return;
    const check = checkName(name);
    setProblem(check.isGood ? null : check.problem);
    if (check.isGood) make.mutate(check.name);
  };
  return (
    <>
      <form className="settings-card__form" onSubmit={submit} noValidate>
        <TextField
          label={t('wallLinks.name')}
          hint={t('wallLinks.nameHint')}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setProblem(null);
          }}
          error={
            problem === null
              ? null
              : problem === 'empty'
                ? t('wallLinks.nameEmpty')
                : t('name.tooLong', { max: MAX_NAME_LENGTH })
          }
          {...NO_AUTOFILL}
        />
        <div className="settings-card__actions">
          <WriteButton type="submit" isPending={make.isPending}>
            {t('wallLinks.make')}
          </WriteButton>
        </div>
      </form>
      {lock === null ? null : <Notice tone="info">{t('wallLinks.readOnly')}</Notice>}
      {make.error === null ? null : (
        <Notice tone="bad" role="alert">
          {t(`wallLinks.makeFailed.${failedOutcome(make.error)}`, { reason: errorLine(make.error, i18n) })}
        </Notice>
      )}
      {make.data === undefined ? null : <MadeLink link={make.data} onDone={make.reset} />}
    </>
  );
}

const HERE_ALONE = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

/** The only time the key is shown in the dashboard. */
function MadeLink({ link, onDone }: { link: MadeWallLink; onDone: () => void }) {
  const { t, tx } = useI18n();
  const { origin, hostname } = window.location;
  return (
    <div className="wall-link-made">
      <p role="status">
        {tx('wallLinks.made', {
          name: (
            <b>
              <ForeignText text={link.name} />
            </b>
          ),
        })}
      </p>
      <CopyBlock text={`${origin}${ROUTES.wall}#${link.key}`} copyLabel={t('wallLinks.copy')} />
      {HERE_ALONE.test(hostname) ? <p className="muted">{t('wallLinks.hereAlone')}</p> : null}
      <div className="settings-card__actions">
        <Button onClick={onDone}>{t('wallLinks.done')}</Button>
      </div>
    </div>
  );
}

function Link({ link, onRevoke }: { link: WallLink; onRevoke: () => void }) {
  const { t, tx } = useI18n();
  const { name, madeBy, madeAt, usedAt } = link;
  const time = <AbsoluteTime iso={madeAt} />;
  return (
    <li>
      <b>
        <ForeignText text={name} />
      </b>
      <Button aria-label={t('wallLinks.revokeOne', { name })} onClick={onRevoke}>
        {t('wallLinks.revoke')}
      </Button>
      <span className="muted small">
        <Parts
          separator=" · "
          items={[
            madeBy === null
              ? tx('wallLinks.madeAt', { time })
              : tx('wallLinks.madeBy', { time, name: <ForeignText text={madeBy} /> }),
            usedAt === null
              ? t('wallLinks.neverUsed')
              : tx('wallLinks.usedAt', { time: <AbsoluteTime iso={usedAt} /> }),
          ]}
        />
      </span>
    </li>
  );
}

interface RevokeDialogProps {
  link: WallLink;
  onClose: () => void;
  onReturnFocus: () => void;
}

function RevokeDialog({ link: { id, name }, onClose, onReturnFocus }: RevokeDialogProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const reread = useReread();
  const cancelRef = useRef<HTMLButtonElement>(null);
  const revoke = useMutation({
    mutationFn: () => revokeWallLink(id),
    onSuccess: () => {
      showToast({ tone: 'ok', text: t('wallLinks.revoked', { name }) });
      onClose();
    },
    onSettled: reread,
  });
  return (
    <MutationDialog
      title={t('wallLinks.revokeTitle', { name })}
      description={t('wallLinks.revokeText')}
      onClose={onClose}
      onReturnFocus={onReturnFocus}
      error={
        revoke.error === null
          ? null
          : t(`wallLinks.revokeFailed.${failedOutcome(revoke.error)}`, {
              reason: errorLine(revoke.error, i18n),
            })
      }
      isPending={revoke.isPending}
      submitLabel={t('wallLinks.revokeSubmit')}
      variant="danger"
      isReady
      onSubmit={() => revoke.mutate()}
      initialFocus={cancelRef}
      // Not locked when read-only: it only takes a right away.
      footer={
        <>
          <Button ref={cancelRef} onClick={onClose} aria-disabled={revoke.isPending}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="danger" isPending={revoke.isPending}>
            {t('wallLinks.revokeSubmit')}
          </Button>
        </>
      }
    >
      {null}
    </MutationDialog>
  );
}
