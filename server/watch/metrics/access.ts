import { createHash, timingSafeEqual } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { gatewayError } from '../../http/gateway-error';
import type { GatewayEnv } from '../../http/http-env';
import { isLoopbackName } from '../../http/own-address';

export interface MetricsCaller {
  /** Of the connection. */
  readonly remoteAddress: string | undefined;
  readonly host: string | undefined;
  /** Whether a header says that a proxy forwarded it. */
  readonly isForwarded: boolean;
}

/** Added by proxies. */
const FORWARDING_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

/** Whether a caller is on this machine. Behind a local proxy every connection is, so host and headers count too. */
export function isLocalCaller({ remoteAddress, host, isForwarded }: MetricsCaller): boolean {
  const name = host?.replace(/:\d+$/, '') ?? '';
  return !isForwarded && isLoopbackName(name) && isLoopbackAddress(remoteAddress ?? '');
}

function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}

/** Admits callers on this machine, and others with the token in `Authorization: Bearer …`. */
export function metricsGuard(token: string | null): MiddlewareHandler<GatewayEnv> {
  return async (c, next) => {
    const isLocal = isLocalCaller({
      remoteAddress: c.env.incoming.socket.remoteAddress,
      host: c.req.header('host'),
      isForwarded: FORWARDING_HEADERS.some((name) => c.req.header(name) !== undefined),
    });
    if (isLocal) return next();
    if (token === null) {
      return gatewayError({
        code: 'metrics_refused',
        detail:
          'The metrics are open on this machine only. To read them from elsewhere, set METRICS_TOKEN and send it as a bearer token.',
      });
    }
    const [, sent] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    if (sent !== undefined && isEqual(sent, token)) return next();
    return gatewayError({
      code: 'metrics_refused',
      status: 401,
      detail: 'The metrics need the METRICS_TOKEN of this gateway, sent as a bearer token.',
      headers: { 'www-authenticate': 'Bearer realm="metrics"' },
    });
  };
}

/** In constant time; of digests, so that the length does not show either. */
function isEqual(sent: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(token));
}
