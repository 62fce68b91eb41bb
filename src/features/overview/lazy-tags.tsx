import './lazy-tags.css';
import TagIcon from 'lucide-react/icons/tag';
import { useMemo } from 'react';
import { useI18n } from '../../components/i18n/i18n-provider';
import { MenuButton } from '../../components/menu-button';
import { type JudgedServer, needsAttention } from '../../core/fleet/fleet';
import { countTags, groupByTag } from '../../core/fleet/tag-groups';
import { isolated } from '../../core/lib/foreign-text';
import { Button } from '../../ui/button';
import { ForeignText } from '../../ui/foreign-text';
import { ChoiceMenu } from '../../ui/overlays/choice-menu';
import { FleetTable, type FleetTableProps } from './fleet-table';

interface TagControlsProps {
  kind: 'controls';
  /** All servers, regardless of the filters. */
  servers: readonly JudgedServer[];
  tags: readonly string[];
  isGrouped: boolean;
  onFilter: (tags: readonly string[]) => void;
  onGroup: (isGrouped: boolean) => void;
}

const LOADED = () => Promise.resolve();

/** Filters servers by tag, and groups them. */
function TagControls({ servers, tags, isGrouped, onFilter, onGroup }: TagControlsProps) {
  const { t, format } = useI18n();
  const counts = useMemo(() => {
    const known = countTags(servers);
    // A link may name a tag that no server has any more.
    const others = tags.filter((tag) => known.every((each) => each.tag !== tag));
    return [...known, ...others.map((tag) => ({ tag, count: 0 }))];
  }, [servers, tags]);
  const button = (
    <Button icon={<TagIcon size={16} aria-hidden="true" />}>
      {tags.length === 0
        ? t('tags.button')
        : t('tags.chosen', { tags: tags.map(isolated).join(t('common.list.separator')) })}
    </Button>
  );
  return (
    <MenuButton button={button} load={LOADED}>
      <ChoiceMenu
        button={button}
        groups={[
          {
            label: t('tags.filter'),
            isSingle: false,
            choices: counts.map(({ tag, count }) => ({
              key: tag,
              label: `${isolated(tag)} (${format.number(count)})`,
              isChosen: tags.includes(tag),
              choose: () =>
                onFilter(tags.includes(tag) ? tags.filter((each) => each !== tag) : [...tags, tag]),
            })),
          },
          {
            label: t('tags.view'),
            isSingle: false,
            choices: [
              {
                key: 'group',
                label: t('tags.group'),
                isChosen: isGrouped,
                choose: () => onGroup(!isGrouped),
              },
            ],
          },
        ]}
      />
    </MenuButton>
  );
}

interface TagGroupsProps extends Omit<FleetTableProps, 'label'> {
  kind: 'groups';
}

/** A table for each tag. */
function TagGroups({ servers, ...rest }: TagGroupsProps) {
  const { t } = useI18n();
  const groups = useMemo(() => groupByTag(servers), [servers]);
  return groups.map(({ tag, servers: grouped }, index) => {
    const attention = grouped.filter(needsAttention).length;
    const id = `tag-group-${index}`;
    return (
      <section key={tag === null ? 'none' : `tag:${tag}`} className="fleet-group" aria-labelledby={id}>
        <h2 id={id}>
          {tag === null ? <span>{t('tags.none')}</span> : <ForeignText text={tag} />}{' '}
          <span className="fleet-group__count">
            {t('tags.count', { count: grouped.length }) +
              (attention === 0 ? '' : t('tags.attention', { count: attention }))}
          </span>
        </h2>
        <FleetTable {...rest} label={tag === null ? t('tags.none') : isolated(tag)} servers={grouped} />
      </section>
    );
  });
}

/** The tag controls and groups of the Overview, loaded if any server has a tag. */
export default function Tags(props: TagControlsProps | TagGroupsProps) {
  return props.kind === 'controls' ? <TagControls {...props} /> : <TagGroups {...props} />;
}
