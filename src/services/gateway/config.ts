import { defaultHttpLimits, type Env, type HttpLimits, integerSetting, readSettings } from '../../host/index.ts';

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

/** `BIJOU_DOOR_HEADERS_MS`, `BIJOU_DOOR_CONNECTIONS`, `BIJOU_DOOR_GRACE_MS`. Errors: `config.invalid`. */
export function readConfig(env: Env): GatewayConfig {
  const bounds = { min: 1, max: 999_999_999 };
  const { graceMs, ...http } = readSettings(env, {
    headersMs: integerSetting('BIJOU_DOOR_HEADERS_MS', { otherwise: defaultHttpLimits.headersMs, ...bounds }),
    connections: integerSetting('BIJOU_DOOR_CONNECTIONS', { otherwise: defaultHttpLimits.connections, ...bounds }),
    graceMs: integerSetting('BIJOU_DOOR_GRACE_MS', { otherwise: defaultGatewayConfig.graceMs, ...bounds }),
  });
  return { ...defaultGatewayConfig, http, graceMs };
}
