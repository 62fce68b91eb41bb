import { test as base, expect as baseExpect } from '@playwright/test';
import { type Announcements, watchAnnouncements } from './announcements';
import { type AppCalls, watchAppCalls } from './app-calls';
import { type BrowserErrors, watchBrowserErrors } from './browser-errors';
import { TEST_NOW } from './gateway-environment';
import { type GatewayProcess, startGateway } from './gateway-process';
import { type HostileOptions, type HostileProvider, startHostileProvider } from './hostile-provider';
import { type PendingCalls, watchPendingCalls } from './pending-calls';
import { createSandboxClient, type SandboxClient } from './sandbox-client';

export const expect = baseExpect;

export interface AdvanceOptions {
  /** Moves in steps of this many ms, each answered before the next; one jump when left out. */
  readonly stepMs?: number;
  /** False for a test in which a call is meant to stay without an answer. */
  readonly shouldSettle?: boolean;
}

/** Moves the provider's clock and that of all pages together, in ms. */
export type Advance = (ms: number, options?: AdvanceOptions) => Promise<void>;

interface TestOptions {
  /** Set by `test.use`: the gateway then talks to a hostile provider instead of the sandbox. */
  hostile: HostileOptions | null;
  /** Set by `test.use`: variables for the gateway on top of the usual ones. */
  gatewayEnv: Readonly<Record<string, string>>;
}

interface TestFixtures {
  maybeProvider: HostileProvider | null;
  provider: HostileProvider;
  gateway: GatewayProcess;
  sandbox: SandboxClient;
  pendingCalls: PendingCalls;
  calls: AppCalls;
  announcements: Announcements;
  advance: Advance;
  browserErrors: BrowserErrors;
}

/**
 * Runs in the page, on top of the test's clock: that clock's `Date` makes plain dates even of a class that extends
 * it, and the library that writes UTC does so.
 */
function letDateBeExtended(): void {
  window.Date = new Proxy(window.Date, {
    construct: (target, given, newTarget) => {
      const made: object = Reflect.construct(target, given);
      return newTarget.prototype === target.prototype
        ? made
        : Object.setPrototypeOf(made, newTarget.prototype);
    },
  });
}

/** `GATEWAY_ENTRY=/elsewhere/server/main.js` tests a build that stands in another place than `dist`. */
const ENTRY = process.env['GATEWAY_ENTRY'] ?? '';

/**
 * A test with a gateway of its own: `page.goto('/backups')` opens it there, at {@link TEST_NOW} by the page's clock.
 * Fails when a page reports an error, a warning, a CSP violation or a failed request that it did not announce.
 */
export const test = base.extend<TestOptions & TestFixtures>({
  hostile: [null, { option: true }],
  gatewayEnv: [{}, { option: true }],

  maybeProvider: async ({ hostile }, use) => {
    const provider = hostile === null ? null : await startHostileProvider(hostile);
    await use(provider);
    await provider?.close();
  },

  provider: async ({ maybeProvider }, use) => {
    if (maybeProvider === null) throw new Error('No hostile provider: say test.use({ hostile: {} }) first.');
    await use(maybeProvider);
  },

  gateway: async ({ maybeProvider, gatewayEnv }, use, testInfo) => {
    const upstream =
      maybeProvider === null ? {} : { VPS_API_URL: maybeProvider.url, VPS_API_TOKEN: maybeProvider.token };
    const gateway = await startGateway({
      env: { ...upstream, ...gatewayEnv },
      ...(ENTRY === '' ? {} : { entry: ENTRY }),
    });
    await use(gateway);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('gateway-output', { body: gateway.output(), contentType: 'text/plain' });
    }
    await gateway.dispose();
  },

  baseURL: async ({ gateway }, use) => {
    await use(gateway.url);
  },

  sandbox: async ({ gateway }, use) => {
    await use(createSandboxClient(gateway.url));
  },

  context: async ({ context }, use) => {
    // On the context, so that a second tab lives at the same time. The clock runs on from there.
    await context.clock.install({ time: TEST_NOW });
    await context.addInitScript(letDateBeExtended);
    await use(context);
  },

  pendingCalls: async ({ context }, use) => {
    await use(watchPendingCalls(context));
  },

  calls: async ({ context }, use) => {
    await use(watchAppCalls(context));
  },

  announcements: async ({ context }, use) => {
    await use(await watchAnnouncements(context));
  },

  advance: async ({ context, sandbox, maybeProvider, pendingCalls }, use) => {
    await use(async (ms, { stepMs = ms, shouldSettle = true } = {}) => {
      for (let left = ms; left > 0; left -= stepMs) {
        const step = Math.min(stepMs, left);
        // A call under way would see all this time pass and give up.
        if (shouldSettle) await pendingCalls.settled();
        // The provider first: what the page asks for by its new time must be there.
        if (maybeProvider === null) await sandbox.advance(step);
        else maybeProvider.advance(step);
        await context.clock.fastForward(step);
      }
      if (shouldSettle) await pendingCalls.settled();
    });
  },

  browserErrors: [
    async ({ context }, use) => {
      const errors = await watchBrowserErrors(context);
      await use(errors);
      await errors.finish();
      const unexpected = errors.unexpected();
      if (unexpected.length > 0) {
        throw new Error(`The browser reported what the test did not announce:\n${unexpected.join('\n')}`);
      }
    },
    { auto: true },
  ],
});
