export { type EncoderConfig, readConfig } from './config.ts';
export { type EncoderDeps, start } from './service.ts';
