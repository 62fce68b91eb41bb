import type { HttpBindings } from '@hono/node-server';
import type { SignedIn } from '../session/guard';

/** What every handler of the gateway finds in its Hono context. */
export interface GatewayEnv {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    /** A forwarded call's form, for the log; unset for everything else. */
    route?: string;
    /** Who sent this; unset where nobody has to sign in. */
    person?: SignedIn;
  };
}
