import { Hono } from 'hono';
import { except } from 'hono/combine';
import { compress } from 'hono/compress';
import { requestId } from 'hono/request-id';
import { toWire } from '../src/core/contract/wire-case';
import type { Activity } from './audit/activity';
import { CSP_REPORT_PATH, cspReportHandler } from './http/csp-reports';
import { gatewayError, INTERNAL_ERROR, methodRefused } from './http/gateway-error';
import { hostGuard, ownTokenGuard, pathGuard, readGuard, writeGuard } from './http/guards';
import type { GatewayEnv } from './http/http-env';
import { limitBody } from './http/json-body';
import { type Gateway, type ListenOptions, listenForRequests } from './http/listen';
import { type Log, requestLog } from './http/log';
import type { OwnAddress, PublicAddress } from './http/own-address';
import { createReadOnly, READ_ONLY_PATH } from './http/read-only';
import { inlineScriptHashes, noStore, securityHeaders } from './http/security-headers';
import { takeSelfGivenName } from './http/self-given-name';
import { notFound, readPage, staticFiles } from './http/static';
import type { GatewayOperations } from './operations/gateway-operations';
import { NOT_SENT } from './provider/failures';
import { FORWARD_PREFIX, type PassThroughOptions, passThrough } from './provider/pass-through';
import { type SandboxControl, sandboxRoutes } from './sandbox/control-routes';
import type { Schedules } from './schedules/schedules';
import type { SignIn } from './session/sign-in';
import type { Wall } from './wall/wall';
import type { Alerts } from './watch/alerts/alerts';
import type { Metrics } from './watch/metrics/metrics';
import { type Readiness, readyHandler } from './watch/readiness';

/** What the browser may know about the gateway (`GET /api/gateway`). */
interface GatewayInfo {
  readonly mode: 'sandbox' | 'token' | 'sign-in';
  /** Host of the provider; null in sandbox mode. */
  readonly providerHost: string | null;
  /** Base URL of the provider's API, for commands that people copy; null in sandbox mode. */
  readonly providerUrl: string | null;
  readonly version: string;
}

export interface AppOptions {
  readonly info: GatewayInfo;
  /** The provider for each account, and the activity log. */
  readonly activity: Pick<Activity, 'routes'> & Record<'accountOf', PassThroughOptions['accessOf']>;
  readonly operations?: Pick<GatewayOperations, 'routes' | 'obstacleTo' | 'lookNow'>;
  readonly schedules?: Pick<Schedules, 'routes' | 'lookNow' | 'startOver'>;
  /** Left out if the gateway has its own token. */
  readonly signIn?: SignIn | null;
  /** What people agreed about servers. */
  readonly agreements?: { readonly routes: Hono<GatewayEnv>; readonly startOver?: () => Promise<void> };
  readonly wall?: Wall;
  readonly alerts?: Pick<Alerts, 'routes'>;
  readonly metrics?: Pick<Metrics, 'observe' | 'routes'>;
  /** Null with a real provider. */
  readonly sandbox: SandboxControl | null;
  /** Directory of the built web app, or null when it is not built. */
  readonly clientDir: string | null;
  readonly log: Log;
  /** Known only once the gateway listens. */
  readonly port: () => number;
  /** `PUBLIC_URL`; null for this machine alone. */
  readonly publicAddress: PublicAddress | null;
  readonly readiness: () => Promise<Readiness>;
  /** `READ_ONLY`. */
  readonly isReadOnly?: boolean;
  readonly isStopping: () => boolean;
}

/** Wires the gateway's HTTP surface. Order matters: each guard protects what is added after it. */
export function createApp(options: AppOptions): Hono<GatewayEnv> {
  const { info, activity, operations, schedules, agreements, signIn = null, wall, alerts, metrics } = options;
  const { sandbox, clientDir, log } = options;
  const { publicAddress, port } = options;
  const app = new Hono<GatewayEnv>();

  // Caller-supplied ids are ignored: they would end up in the log.
  app.use(requestId({ headerName: '' }), requestLog(log));
  if (metrics !== undefined) app.use(metrics.observe);
  app.use(securityHeaders(inlineScriptHashes(readPage(clientDir)), publicAddress?.isHttps === true));
  app.use(async (_c, next) => {
    if (!options.isStopping()) return next();
    return gatewayError(NOT_SENT);
  });
  const own = (): OwnAddress => ({ port: port(), publicAddress });
  app.use(except(['/healthz', '/readyz'], hostGuard(own)));
  if (info.mode === 'token') app.use(ownTokenGuard(own));
  // Browsers send CSP reports without the app's headers.
  app.use(except(CSP_REPORT_PATH, writeGuard(own)));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', noStore, readGuard, readyHandler(options.readiness));
  if (metrics !== undefined) app.use('/metrics', readGuard).route('/metrics', metrics.routes);

  app.use('/api/*', noStore, readGuard, compress(), limitBody);
  app.post(CSP_REPORT_PATH, cspReportHandler(log));
  app.all(CSP_REPORT_PATH, () => gatewayError(methodRefused('POST')));
  const readOnly = createReadOnly(options.isReadOnly === true, own);
  app.use('/api/*', readOnly.guard);
  app.route(READ_ONLY_PATH, readOnly.routes);
  app.get('/api/gateway', async (c) => {
    const session = signIn === null ? {} : { isSignedIn: await signIn.isSignedIn(c) };
    return c.json(toWire({ ...info, ...readOnly.state(c), ...session }));
  });
  app.all('/api/gateway', () => gatewayError(methodRefused('GET, HEAD')));
  // Wall screens use their own cookie, which grants nothing else.
  if (wall !== undefined) app.route('/api/wall', wall.screenRoutes);
  if (signIn !== null) {
    app.route('/api/session', signIn.routes);
    app.use('/api/*', signIn.guard);
  } else {
    // With sign-in, the log already knows the person.
    app.use('/api/*', takeSelfGivenName);
  }
  const { obstacleTo = async () => null } = operations ?? {};
  app.all(`${FORWARD_PREFIX}/*`, passThrough({ accessOf: activity.accountOf, obstacleTo, log }));
  app.use('/api/*', pathGuard);
  app.route('/api/activity', activity.routes);
  if (operations !== undefined) app.route('/api/operations', operations.routes);
  if (agreements !== undefined) app.route('/api/agreements', agreements.routes);
  if (wall !== undefined) app.route('/api/wall-links', wall.linkRoutes);
  if (schedules !== undefined) app.route('/api/schedules', schedules.routes);
  if (alerts !== undefined) app.route('/api/watch', alerts.routes);
  if (sandbox !== null) {
    const lookNow = async () => {
      await operations?.lookNow();
      await schedules?.lookNow();
    };
    const startOver = async () => {
      await agreements?.startOver?.();
      await schedules?.startOver();
    };
    app.route('/api/sandbox', sandboxRoutes(sandbox, lookNow, startOver));
  }
  app.all('/api/*', () => gatewayError({ code: 'not_forwarded', detail: 'This path does not exist.' }));

  if (signIn !== null) app.use(signIn.pages);
  app.route('/', staticFiles(clientDir, info.mode === 'sandbox'));
  app.use(notFound);

  app.onError((error, c) => {
    log.error(error, { id: c.get('requestId') });
    return gatewayError(INTERNAL_ERROR);
  });
  return app;
}

export type GatewayOptions = Omit<AppOptions, 'port' | 'isStopping'> &
  Omit<ListenOptions, 'isHttps' | 'appOf'>;

/**
 * Starts the gateway; resolves when it accepts requests. @throws StartError when the port is taken or the host can't be
 * bound
 */
export function startGateway(options: GatewayOptions): Promise<Gateway> {
  return listenForRequests({
    ...options,
    isHttps: options.publicAddress?.isHttps === true,
    appOf: (state) => createApp({ ...options, ...state }),
  });
}
