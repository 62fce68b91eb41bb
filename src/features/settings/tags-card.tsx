import { useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backups';
import { TagChip } from '../../components/agreements/tag-chip';
import { useTagAgreements } from '../../components/agreements/use-tag-agreements';
import { useFleet } from '../../components/fleet/use-fleet';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ExpectationText } from '../../components/servers/expectation-text';
import { compareNames } from '../../core/backups/order';
import { countTags } from '../../core/fleet/tag-groups';
import { Notice, Skeleton } from '../../ui/feedback';
import { SettingsCard } from './settings-card';

function TagsToCome() {
  return <Skeleton rows={3} rowHeightPx={32} label={useI18n().t('app.loading')} />;
}

/** Every tag, even if only an expectation names it, with its servers and expectation. */
function TagsList() {
  const { t } = useI18n();
  const { fleet, agreementsError } = useFleet();
  const backups = useQuery(backupsQuery());
  const agreed = useTagAgreements();
  const counts = new Map(countTags(fleet?.servers ?? []).map(({ tag, count }) => [tag, count]));
  const byTag = new Map(agreed?.map(({ tag, expectation }) => [tag, expectation]));
  const tags = [...new Set([...counts.keys(), ...byTag.keys()])].sort(compareNames);
  if (agreementsError !== null) return <Notice tone="warn">{t('agreement.unknown')}</Notice>;
  // The account card above alerts to the failure and can retry.
  if (backups.data === undefined && backups.errorUpdateCount > 0)
    return <Notice tone="warn">{t('tags.unread')}</Notice>;
  if (fleet === null || agreed === undefined) return <TagsToCome />;
  if (tags.length === 0) return <p className="muted">{t('tags.noneYet')}</p>;
  return (
    <ul className="tags-list">
      {tags.map((tag) => {
        const expectation = byTag.get(tag);
        return (
          <li key={tag}>
            <TagChip tag={tag} />
            <span>{t('tags.count', { count: counts.get(tag) ?? 0 })}</span>
            {expectation === undefined ? (
              <span className="muted">{t('tagExpectation.none')}</span>
            ) : (
              <ExpectationText expectation={expectation} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The servers' tags and their expectations. */
export function TagsCard() {
  const { t } = useI18n();
  return (
    <SettingsCard anchor="tags" title={t('tags.title')} intro={t('tags.intro')}>
      <TagsList />
    </SettingsCard>
  );
}
