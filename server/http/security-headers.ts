import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { CSP_REPORT_GROUP, CSP_REPORT_PATH } from './csp-reports';

const HSTS = 'max-age=31536000';

/** Abilities of a browser that no page here needs, so none may have them, not even through a fault. */
const REFUSED_FEATURES = {
  accelerometer: [],
  autoplay: [],
  camera: [],
  displayCapture: [],
  encryptedMedia: [],
  fullscreen: [],
  geolocation: [],
  gyroscope: [],
  magnetometer: [],
  microphone: [],
  midi: [],
  payment: [],
  pictureInPicture: [],
  publickeyCredentialsGet: [],
  screenWakeLock: [],
  usb: [],
  xrSpatialTracking: [],
};

/**
 * CSP sources (`'sha256-…'`) of the inline scripts of a page: those without `src`. The browser hashes a script's
 * text after it turned every line end into LF, so the same is done here.
 */
export function inlineScriptHashes(html: string): string[] {
  const scripts = html.replace(/\r\n?/g, '\n').matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi);
  return [...scripts]
    .filter(([, attributes = '']) => !/(?:^|\s)src\s*=/i.test(attributes))
    .map(([, , text = '']) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`);
}

export interface SecurityHeadersOptions {
  /** Of the page's own inline scripts; nothing else may run. */
  readonly scriptHashes: readonly string[];
  /** Whether people open the gateway over https. */
  readonly isHttps: boolean;
}

/** The headers that every answer carries. */
export function securityHeaders({ scriptHashes, isHttps }: SecurityHeadersOptions): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", ...scriptHashes],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      // No text becomes markup or code: not one place in the app or its libraries does that.
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
      reportUri: CSP_REPORT_PATH,
      // Only over https do browsers know this way, and those that do then leave the other one alone.
      ...(isHttps && { reportTo: CSP_REPORT_GROUP }),
    },
    ...(isHttps && { reportingEndpoints: [{ name: CSP_REPORT_GROUP, url: CSP_REPORT_PATH }] }),
    permissionsPolicy: REFUSED_FEATURES,
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    // Over plain http on loopback browsers ignore it, and it must not bind other programs on localhost.
    strictTransportSecurity: isHttps ? HSTS : false,
  });
}

/** Answers of the API are about this moment and this account: nobody keeps them. */
export const noStore: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set('cache-control', 'no-store');
};
