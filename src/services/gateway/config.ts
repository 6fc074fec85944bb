import { defaultHttpLimits, type HttpLimits, integerSetting } from '../../host/index.ts';

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

const bounds = { min: 1, max: 999_999_999 };

export const settings = {
  headersMs: integerSetting('BIJOU_DOOR_HEADERS_MS', {
    otherwise: defaultHttpLimits.headersMs,
    help: 'How long the head of a request may take to come in, milliseconds.',
    ...bounds,
  }),
  connections: integerSetting('BIJOU_DOOR_CONNECTIONS', {
    otherwise: defaultHttpLimits.connections,
    help: 'Open connections of the door; more are turned away.',
    ...bounds,
  }),
  graceMs: integerSetting('BIJOU_DOOR_GRACE_MS', {
    otherwise: defaultGatewayConfig.graceMs,
    help: 'How long answers under way may go on when the door stops, milliseconds.',
    ...bounds,
  }),
};

export function configOf({ graceMs, ...http }: HttpLimitsAsked): GatewayConfig {
  return { ...defaultGatewayConfig, http, graceMs };
}

type HttpLimitsAsked = Pick<HttpLimits, 'headersMs' | 'connections'> & Pick<GatewayConfig, 'graceMs'>;
