import Plus from 'lucide-react/icons/plus';
import { useI18n } from '../../components/i18n/i18n-provider';
import { CompareLink } from '../../components/list/compare-link';
import { serverSelection } from '../../components/list/selection';
import { SelectionBar } from '../../components/list/selection-bar';
import { WriteButton } from '../../components/write-lock';
import { isPair } from '../../core/compare/comparison';
import type { JudgedServer } from '../../core/fleet/fleet';
import { useOpenDialog } from '../../routes/use-dialog-route';

const serverKey = ({ key }: JudgedServer) => key;
const isAny = () => true;

/** The selected servers and their actions. */
export default function ServerSelectionBar(props: {
  all: readonly JudgedServer[];
  shown: readonly JudgedServer[];
}) {
  const { t } = useI18n();
  const openDialog = useOpenDialog();
  return (
    <SelectionBar selection={serverSelection} keyOf={serverKey} canSelect={isAny} {...props}>
      {(chosen) => (
        <>
          {isPair(chosen) ? <CompareLink kind="servers" keys={[chosen[0].key, chosen[1].key]} /> : null}
          <WriteButton
            variant="primary"
            icon={<Plus size={15} aria-hidden="true" />}
            onClick={() => openDialog({ kind: 'createSelected' })}
          >
            {t('createMany.open', { count: chosen.length })}
          </WriteButton>
        </>
      )}
    </SelectionBar>
  );
}
