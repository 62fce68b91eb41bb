import { type GatewayProcess, startGateway } from './gateway/gateway-process';
import { type HostileOptions, type HostileProvider, startHostileProvider } from './hostile/hostile-provider';

export interface BackendSettings {
  /** A hostile provider instead of the sandbox. */
  readonly hostile: HostileOptions | null;
  /** More variables for the gateway. */
  readonly gatewayEnv: Readonly<Record<string, string>>;
}

/** The server side of a test. */
export interface Backend {
  readonly gateway: GatewayProcess;
  /** Null when the sandbox is the provider. */
  readonly provider: HostileProvider | null;
  close(): Promise<void>;
}

/** Backends shared by the tests of one worker, one for each set of options. */
export interface SharedBackends {
  of(settings: BackendSettings): Promise<Backend>;
  close(): Promise<void>;
}

/** `GATEWAY_ENTRY=/elsewhere/server/main.js` tests a build outside `dist`. */
const ENTRY = process.env['GATEWAY_ENTRY'] ?? '';

/** Starts a gateway, and the hostile provider if asked for. */
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

/** Started on first use. */
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
