export { type EncoderConfig, readConfig } from './config.ts';
export { service } from './manifest.ts';
export { type EncoderDeps, start } from './service.ts';
