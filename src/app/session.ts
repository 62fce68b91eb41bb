import { onSessionLoss } from '../api/session-loss';
import { followAccount } from '../browser/account-storage';
import { navigation } from '../browser/navigation';
import { paths, SIGN_IN_PATH } from '../routes/paths';

/**
 * Leads to the sign-in when the gateway asks for one: once, however many calls are refused at the same time, and back
 * to this very place afterwards. The page is left as a whole, so nothing of one account is there for the next.
 */
export function followSession(): void {
  let isLeaving = false;
  onSessionLoss((loss) => {
    const { pathname, search } = window.location;
    if (isLeaving || pathname === SIGN_IN_PATH) return;
    isLeaving = true;
    navigation.replace(paths.signIn(pathname + search, loss === 'missing' ? null : loss));
  });
  followAccount(() => navigation.reload());
}
