import { onSessionLoss } from '../api/client/session-loss';
import { navigation } from '../browser/navigation';
import { followAccount } from '../browser/storage/account-storage';
import { paths, ROUTES } from '../routes/paths';

/**
 * Goes to the sign-in page when the gateway asks for it: once, however many calls are refused, and returns here
 * afterwards. A full page load drops all data of the account.
 */
export function followSession(): void {
  let isLeaving = false;
  onSessionLoss((loss) => {
    const { pathname, search } = window.location;
    if (isLeaving || pathname === ROUTES.signIn) return;
    isLeaving = true;
    navigation.replace(paths.signIn(pathname + search, loss === 'missing' ? null : loss));
  });
  followAccount(() => navigation.reload());
}
