import { availableParallelism } from 'node:os';
import { type Env, integerSetting, readSettings } from '../../host/index.ts';

export interface EncoderConfig {
  /** Jobs done at once; each one fills a core and a bit: x264 has one thread, decoding some more. */
  readonly workers: number;
}

/**
 * `BIJOU_ENCODER_WORKERS`; without it one for three quarters of the cores, rounded up. Playing does not starve: children are nice.
 * Errors: `config.invalid`.
 */
export function readConfig(env: Env): EncoderConfig {
  const otherwise = Math.ceil(availableParallelism() * 0.75);
  return readSettings(env, {
    workers: integerSetting('BIJOU_ENCODER_WORKERS', { otherwise, min: 1, max: 1_000 }),
  });
}
