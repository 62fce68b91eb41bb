import { CloudOff } from 'lucide-react';
import { useI18n } from '../../i18n/i18n-provider';
import { Button } from '../../ui/button';
import { StateMessage } from '../../ui/feedback';
import { errorText } from './error-text';

/** In place of content that could not be read even once. */
export function ErrorState(props: { error: unknown; onRetry: () => void; isRetrying: boolean }) {
  const i18n = useI18n();
  const { title, text, said } = errorText(props.error, i18n);
  return (
    <StateMessage
      role="alert"
      tone="bad"
      icon={<CloudOff size={22} />}
      title={title}
      actions={
        <Button onClick={props.onRetry} isPending={props.isRetrying}>
          {i18n.t('action.retry')}
        </Button>
      }
    >
      <p>{text}</p>
      {said === null ? null : <p>{said}</p>}
    </StateMessage>
  );
}
