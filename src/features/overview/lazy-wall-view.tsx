import type { Fleet } from '../../components/fleet/fleet-work';
import { WallPage } from './wall-page';
import { WallView } from './wall-view';

/** The wall of the Overview, or of a wall link if there is no fleet. One chunk, because both look the same. */
export default function Wall({ fleet }: { fleet?: Fleet | null }) {
  return fleet === undefined ? <WallPage /> : <WallView fleet={fleet} />;
}
