/** Known facts about the gateway, without secrets. */
export interface SnippetFacts {
  /** Where the browser reaches the gateway, as `https://backups.example.com`. */
  readonly origin: string;
  /** Base URL of the provider; null for the demo data. */
  readonly providerUrl: string | null;
  /** Whether people sign in, so that the gateway needs its own token for background work. */
  readonly isSignIn: boolean;
}

const LOOPBACK = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

/** Settings that turn alerts on; an ellipsis is for the operator to fill in. */
function alertSettings({
  origin,
  providerUrl,
  isSignIn,
}: SnippetFacts): readonly (readonly [string, string])[] {
  return [
    ...(providerUrl === null ? [] : [['VPS_API_URL', providerUrl] as const]),
    [isSignIn ? 'SERVICE_TOKEN' : 'VPS_API_TOKEN', 'vps_…'],
    // Alerts link to it, and a service token needs it. Otherwise it is left out on this machine alone.
    ...(LOOPBACK.test(origin) && !isSignIn ? [] : [['PUBLIC_URL', origin] as const]),
    ['ALERT_WEBHOOK_URL', 'https://…'],
    ['PING_URL', 'https://…'],
  ];
}

/** Lines for a file of environment variables. */
export function envSnippet(facts: SnippetFacts): string {
  return alertSettings(facts)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

/** The same for a service of Docker Compose. */
export function composeSnippet(facts: SnippetFacts): string {
  const lines = alertSettings(facts).map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`);
  return ['services:', '  vps-backups:', '    environment:', ...lines].join('\n');
}

/** Commands that check the backups, and whether the gateway is there. */
export function checkSnippet({ origin, providerUrl }: SnippetFacts): string {
  const url = providerUrl === null ? '' : `VPS_API_URL=${quoted(providerUrl)} `;
  return [
    `${url}VPS_API_TOKEN=vps_… node dist/server/check-backups.js`,
    `curl -fsS ${quoted(`${origin}/readyz`)}`,
  ].join('\n');
}

/** Safe in a shell, whatever a configured address contains. */
function quoted(text: string): string {
  return /^[\w./:[\]-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
