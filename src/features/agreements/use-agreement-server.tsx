import { useFleet } from '../../components/fleet/use-fleet';
import { ForeignText } from '../../ui/foreign-text';

/** The server that a dialog is about, null until it was judged, and its name for the title. */
export function useAgreementServer(serverKey: string) {
  const { fleet } = useFleet();
  const judged = fleet?.servers.find(({ key }) => key === serverKey) ?? null;
  return { judged, label: <ForeignText text={judged?.label ?? `#${serverKey}`} /> };
}
