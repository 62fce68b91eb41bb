import { defineConfig } from '@playwright/test';
import { OUTSIDE_NAME } from './deploy/nginx';
import base from './playwright.config';

const { launchOptions } = base.use ?? {};

/** The set-up of a real host: nginx with TLS, two gateways, one PostgreSQL. `npm run test:deploy` */
export default defineConfig({
  ...base,
  testDir: './deploy',
  testMatch: '**/*.deploy.ts',
  workers: 1,
  timeout: 180_000,
  reporter: [['list'], ['./support/summary-reporter.ts']],
  use: {
    ...base.use,
    // The certificate is self-signed for this test.
    ignoreHTTPSErrors: true,
    launchOptions: {
      ...launchOptions,
      args: [...(launchOptions?.args ?? []), `--host-resolver-rules=MAP ${OUTSIDE_NAME} 127.0.0.1`],
    },
  },
});
