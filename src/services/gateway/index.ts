export { defaultGatewayConfig, type GatewayConfig } from './config.ts';
export type { GatewayDeps } from './deps.ts';
export { gatewayErrors } from './errors.ts';
export { service } from './manifest.ts';
export { passOf } from './owner.ts';
export { type RunningGateway, start } from './service.ts';
