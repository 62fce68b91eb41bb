import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { CSP_REPORT_GROUP, CSP_REPORT_PATH } from './csp-reports';

const HSTS = 'max-age=31536000';

/** Browser features that no page here needs. */
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

/** CSP sources (`'sha256-…'`) of a page's inline scripts. The browser hashes a script with LF line ends. */
export function inlineScriptHashes(html: string): string[] {
  const scripts = html.replace(/\r\n?/g, '\n').matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi);
  return [...scripts]
    .filter(([, attributes = '']) => !/(?:^|\s)src\s*=/i.test(attributes))
    .map(([, , text = '']) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`);
}

/**
 * The headers of every response. @param scriptHashes of the page's inline scripts; no others may run @param isHttps
 * whether people open the gateway over https
 */
export function securityHeaders(scriptHashes: readonly string[], isHttps: boolean): MiddlewareHandler {
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
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
      reportUri: CSP_REPORT_PATH,
      // Browsers support this only over https, and then ignore `report-uri`.
      ...(isHttps && { reportTo: CSP_REPORT_GROUP }),
    },
    ...(isHttps && { reportingEndpoints: [{ name: CSP_REPORT_GROUP, url: CSP_REPORT_PATH }] }),
    permissionsPolicy: REFUSED_FEATURES,
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    // Must not affect other programs on localhost.
    strictTransportSecurity: isHttps ? HSTS : false,
  });
}

export const noStore: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set('cache-control', 'no-store');
};
