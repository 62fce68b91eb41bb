import { test as base, expect as baseExpect } from '@playwright/test';
import { type Announcements, watchAnnouncements } from './announcements';
import { type AppCalls, watchAppCalls } from './app-calls';
import {
  type Backend,
  type BackendSettings,
  type SharedBackends,
  shareBackends,
  startBackend,
} from './backend';
import { type BrowserErrors, watchBrowserErrors } from './browser-errors';
import { type Clicks, watchClicks } from './clicks';
import { TEST_NOW } from './gateway/gateway-environment';
import type { GatewayProcess } from './gateway/gateway-process';
import { createSandboxClient, type SandboxClient } from './gateway/sandbox-client';
import type { HostileProvider } from './hostile/hostile-provider';
import { type PendingCalls, watchPendingCalls } from './pending-calls';

export const expect = baseExpect;

interface AdvanceOptions {
  /** Step in ms; each step waits for its calls. One jump by default. */
  readonly stepMs?: number;
  /** False if a call stays unanswered on purpose. */
  readonly shouldSettle?: boolean;
}

/** Advances the clocks of the provider and of all pages together, in ms. */
type Advance = (ms: number, options?: AdvanceOptions) => Promise<void>;

/** Set by `test.use`. */
interface TestOptions extends BackendSettings {
  /** The tests only read, so those of a worker share a backend. A write fails the test. */
  onlyReads: boolean;
}

interface WorkerFixtures {
  sharedBackends: SharedBackends;
}

interface TestFixtures {
  backend: Backend;
  provider: HostileProvider;
  gateway: GatewayProcess;
  sandbox: SandboxClient;
  pendingCalls: PendingCalls;
  calls: AppCalls;
  announcements: Announcements;
  clicks: Clicks;
  advance: Advance;
  browserErrors: BrowserErrors;
}

/** Runs in the page: date-fns' `UTCDate` cannot extend the `Date` of the fake clock. */
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

/**
 * A test with a gateway as base URL (its own unless the test only reads), with the page's clock at {@link TEST_NOW}.
 * Fails on browser errors, warnings, CSP violations and failed requests that it does not explicitly allow.
 */
export const test = base.extend<TestOptions & TestFixtures, WorkerFixtures>({
  hostile: [null, { option: true }],
  gatewayEnv: [{}, { option: true }],
  onlyReads: [false, { option: true }],

  sharedBackends: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const shared = shareBackends();
      await use(shared);
      await shared.close();
    },
    { scope: 'worker' },
  ],

  backend: async ({ hostile, gatewayEnv, onlyReads, sharedBackends }, use, testInfo) => {
    const settings = { hostile, gatewayEnv };
    const backend = onlyReads ? await sharedBackends.of(settings) : await startBackend(settings);
    await use(backend);
    if (testInfo.status !== testInfo.expectedStatus) {
      const output = backend.gateway.output();
      await testInfo.attach('gateway-output', { body: output, contentType: 'text/plain' });
    }
    if (!onlyReads) await backend.close();
  },

  provider: async ({ backend }, use) => {
    if (backend.provider === null)
      throw new Error('No hostile provider: say test.use({ hostile: {} }) first.');
    await use(backend.provider);
  },

  gateway: async ({ backend }, use) => {
    await use(backend.gateway);
  },

  baseURL: async ({ gateway }, use) => {
    await use(gateway.url);
  },

  sandbox: async ({ gateway, onlyReads }, use) => {
    await use(createSandboxClient(gateway.url, { onlyReads }));
  },

  context: async ({ context, onlyReads }, use) => {
    // On the context, so that all tabs share the time. The clock keeps running from there.
    await context.clock.install({ time: TEST_NOW });
    await context.addInitScript(letDateBeExtended);
    const writes: string[] = [];
    context.on('request', (request) => {
      if (request.method() !== 'GET') writes.push(`${request.method()} ${request.url()}`);
    });
    await use(context);
    if (onlyReads && writes.length > 0)
      throw new Error(`A test that only reads has sent ${writes.join(', ')}`);
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

  clicks: async ({ context }, use) => {
    await use(await watchClicks(context));
  },

  advance: async ({ context, sandbox, backend: { provider }, pendingCalls }, use) => {
    await use(async (ms, { stepMs = ms, shouldSettle = true } = {}) => {
      for (let left = ms; left > 0; left -= stepMs) {
        const step = Math.min(stepMs, left);
        // A pending call would time out when the clock jumps.
        if (shouldSettle) await pendingCalls.settled();
        // The provider first, so that its state has changed when the page reads.
        if (provider === null) await sandbox.advance(step);
        else provider.advance(step);
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
