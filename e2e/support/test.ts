import { test as base, expect as baseExpect } from '@playwright/test';
import { type Announcements, watchAnnouncements } from './announcements';
import { type AppCalls, watchAppCalls } from './app-calls';
import { type BrowserErrors, watchBrowserErrors } from './browser-errors';
import { TEST_NOW } from './gateway-environment';
import { type GatewayProcess, startGateway } from './gateway-process';
import { type HostileOptions, type HostileProvider, startHostileProvider } from './hostile/hostile-provider';
import { type PendingCalls, watchPendingCalls } from './pending-calls';
import { createSandboxClient, type SandboxClient } from './sandbox-client';

export const expect = baseExpect;

export interface AdvanceOptions {
  /** Step in ms; each step waits for its calls. One jump by default. */
  readonly stepMs?: number;
  /** False where a call stays unanswered on purpose. */
  readonly shouldSettle?: boolean;
}

/** Advances the clocks of the provider and of all pages together, in ms. */
export type Advance = (ms: number, options?: AdvanceOptions) => Promise<void>;

interface TestOptions {
  /** By `test.use`: a hostile provider instead of the sandbox. */
  hostile: HostileOptions | null;
  /** By `test.use`: more variables for the gateway. */
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

/** Runs in the page: the fake clock's `Date` cannot be extended, as `UTCDate` of date-fns does. */
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

/** `GATEWAY_ENTRY=/elsewhere/server/main.js` tests a build outside `dist`. */
const ENTRY = process.env['GATEWAY_ENTRY'] ?? '';

/**
 * A test with its own gateway as base URL, at {@link TEST_NOW} by the page's clock. Fails on browser errors, warnings,
 * CSP violations and failed requests that it does not allow.
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
    // On the context, so that all tabs share the time. The clock keeps running from there.
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
        // A pending call would time out when the clock jumps.
        if (shouldSettle) await pendingCalls.settled();
        // The provider first, so that its state is there when the page reads.
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
