import type { Measure } from './measure';
import { bytes } from './measures/bytes';
import { filterAndSort } from './measures/filter-and-sort';
import { firstLoad } from './measures/first-load';
import { gateway } from './measures/gateway';
import { idle } from './measures/idle';
import { manyPolls } from './measures/many-polls';
import { openTheList } from './measures/open-list';
import { overview } from './measures/overview';
import { poll } from './measures/poll';
import { scroll } from './measures/scroll';
import { typing } from './measures/typing';

/** Every measure, in the order in which it runs. */
export const MEASURES: readonly Measure[] = [
  bytes,
  firstLoad,
  openTheList,
  typing,
  filterAndSort,
  scroll,
  overview,
  poll,
  idle,
  manyPolls,
  gateway,
];
