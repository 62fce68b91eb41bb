import { TagChip } from '../../components/agreements/tag-chip';
import { useTagAgreements } from '../../components/agreements/use-tag-agreements';
import { useFleet } from '../../components/fleet/use-fleet';
import { useI18n } from '../../components/i18n/i18n-provider';
import { ListLoad } from '../../components/loading/first-load';
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
  const { fleet, list, agreementsError } = useFleet();
  const agreed = useTagAgreements();
  const counts = new Map(countTags(fleet?.servers ?? []).map(({ tag, count }) => [tag, count]));
  const byTag = new Map(agreed?.map(({ tag, expectation }) => [tag, expectation]));
  const tags = [...new Set([...counts.keys(), ...byTag.keys()])].sort(compareNames);
  if (agreementsError !== null) return <Notice tone="warn">{t('agreement.unknown')}</Notice>;
  if (list === undefined) return <ListLoad skeleton={<TagsToCome />} />;
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
