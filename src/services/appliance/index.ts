export { type ApplianceConfig, defaultConfig } from './config.ts';
export { applianceErrors } from './errors.ts';
export { service } from './manifest.ts';
export { type ApplianceDeps, type RunningAppliance, start } from './service.ts';
