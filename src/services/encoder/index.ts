export type { EncoderConfig } from './config.ts';
export { service } from './manifest.ts';
export { type EncoderDeps, start } from './service.ts';
