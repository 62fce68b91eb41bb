/**
 * Playwright's own list, which a second `--disable-features` replaces, and after it what full Chromium does beside the
 * page under test: a popup for an address bar that no test has, and a process kept in reserve. Either costs a process
 * a test. A name that a browser does not know is ignored.
 */
export const DISABLED_FEATURES: readonly string[] = [
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

/** The switches that Chromium is started with for tests: nothing to the outside, and little beside the page. */
export function browserArgs({ isRoot }: BrowserArgsInput): string[] {
  return [
    '--disable-quic',
    '--disable-background-networking',
    '--no-first-run',
    '--disable-component-update',
    '--disable-sync',
    // Where there is no graphics card, drawing as if there were one is the slowest way.
    '--disable-gpu',
    `--disable-features=${DISABLED_FEATURES.join(',')}`,
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}
