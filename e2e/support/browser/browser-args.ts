/**
 * Playwright's own list, which a second `--disable-features` would replace, plus features of full Chromium that cost
 * each test a process: a popup for an address bar that tests don't have, and a spare process. Browsers ignore names
 * that they do not know.
 */
const DISABLED_FEATURES: readonly string[] = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'SpareRendererForSitePerProcess',
];

export interface BrowserArgsInput {
  /** Chromium's own sandbox refuses to start for root. */
  readonly isRoot: boolean;
}

/** The switches Chromium is started with for tests: no outgoing connections, few background services. */
export function browserArgs({ isRoot }: BrowserArgsInput): string[] {
  return [
    '--disable-quic',
    '--disable-background-networking',
    '--no-first-run',
    '--disable-component-update',
    '--disable-sync',
    // Without a graphics card, software emulation of one is the slowest way to draw.
    '--disable-gpu',
    `--disable-features=${DISABLED_FEATURES.join(',')}`,
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}
