import { defaultHttpLimits, type HttpLimits } from '../../host/index.ts';
import { gatewayErrors } from './errors.ts';

export interface GatewayConfig {
  readonly http: Partial<HttpLimits>;
  /** How long a JSON body may take to come in. */
  readonly bodyMs: number;
  /** How long answers that are under way may go on when the server stops. */
  readonly graceMs: number;
  /** The web app's files that are kept in memory, in bytes. */
  readonly appBytes: number;
}

export const defaultGatewayConfig: GatewayConfig = {
  http: {},
  bodyMs: 30_000,
  graceMs: 3_000,
  appBytes: 33_554_432,
};

type Env = Readonly<Record<string, string | undefined>>;

/** `BIJOU_DOOR_HEADERS_MS`, `BIJOU_DOOR_CONNECTIONS`, `BIJOU_DOOR_GRACE_MS`. Throws `gateway.config-invalid`. */
export function readConfig(env: Env): GatewayConfig {
  return {
    ...defaultGatewayConfig,
    http: {
      headersMs: positive(env, 'BIJOU_DOOR_HEADERS_MS', defaultHttpLimits.headersMs),
      connections: positive(env, 'BIJOU_DOOR_CONNECTIONS', defaultHttpLimits.connections),
    },
    graceMs: positive(env, 'BIJOU_DOOR_GRACE_MS', defaultGatewayConfig.graceMs),
  };
}

function positive(env: Env, name: string, otherwise: number): number {
  const value = env[name];
  if (value === undefined || value === '') return otherwise;
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw gatewayErrors.error('gateway.config-invalid', { name, value, why: 'it must be a whole number above 0' });
}
