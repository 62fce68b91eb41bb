import type { Fleet } from '../../components/fleet/fleet-work';
import { WallPage } from './wall-page';
import { WallView } from './wall-view';

/** The wall of the Overview, or without a fleet that of a wall link. One chunk: they show the same. */
export default function Wall({ fleet }: { fleet?: Fleet | null }) {
  return fleet === undefined ? <WallPage /> : <WallView fleet={fleet} />;
}
