import type { LucideIcon } from 'lucide-react';
import Activity from 'lucide-react/icons/activity';
import Clock3 from 'lucide-react/icons/clock-3';
import HardDrive from 'lucide-react/icons/hard-drive';
import ScrollText from 'lucide-react/icons/scroll-text';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { paths } from '../routes/paths';

interface PageLink {
  /** Also that of its message. */
  readonly name: 'overview' | 'backups' | 'schedules' | 'activity' | 'settings';
  readonly to: string;
  readonly Icon: LucideIcon;
}

/** The pages of the navigation, in its order. */
export const PAGE_LINKS: readonly PageLink[] = [
  { name: 'overview', to: paths.overview(), Icon: Activity },
  { name: 'backups', to: paths.backups(), Icon: HardDrive },
  { name: 'schedules', to: paths.schedules(), Icon: Clock3 },
  { name: 'activity', to: paths.activity(), Icon: ScrollText },
  { name: 'settings', to: paths.settings(), Icon: SlidersHorizontal },
];
