import { type GatewayProcess, startGateway } from './gateway/gateway-process';
import { type HostileOptions, type HostileProvider, startHostileProvider } from './hostile/hostile-provider';

export interface BackendSettings {
  /** A hostile provider instead of the sandbox. */
  readonly hostile: HostileOptions | null;
  /** More variables for the gateway. */
  readonly gatewayEnv: Readonly<Record<string, string>>;
}

/** What stands behind the pages of a test. */
export interface Backend {
  readonly gateway: GatewayProcess;
  /** Null with the sandbox. */
  readonly provider: HostileProvider | null;
  close(): Promise<void>;
}

/** The backends that tests of one worker share, one for each settings. */
export interface SharedBackends {
  of(settings: BackendSettings): Promise<Backend>;
  close(): Promise<void>;
}

/** `GATEWAY_ENTRY=/elsewhere/server/main.js` tests a build outside `dist`. */
const ENTRY = process.env['GATEWAY_ENTRY'] ?? '';

/** Starts a gateway, and its provider where that is a hostile one. */
export async function startBackend({ hostile, gatewayEnv }: BackendSettings): Promise<Backend> {
  const provider = hostile === null ? null : await startHostileProvider(hostile);
  const upstream = provider === null ? {} : { VPS_API_URL: provider.url, VPS_API_TOKEN: provider.token };
  const gateway = await startGateway({
    env: { ...upstream, ...gatewayEnv },
    ...(ENTRY === '' ? {} : { entry: ENTRY }),
  });
  return {
    gateway,
    provider,
    close: async () => {
      await gateway.dispose();
      await provider?.close();
    },
  };
}

/** Nothing is started before a test asks for it. */
export function shareBackends(): SharedBackends {
  const started = new Map<string, Promise<Backend>>();
  return {
    of: (settings) => {
      const key = JSON.stringify(settings);
      const backend = started.get(key) ?? startBackend(settings);
      started.set(key, backend);
      return backend;
    },
    close: async () => {
      for (const backend of started.values()) await (await backend).close();
    },
  };
}
