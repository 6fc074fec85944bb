import { availableParallelism } from 'node:os';
import { type Env, integerSetting, readSettings } from '../../host/index.ts';

export interface EncoderConfig {
  /** Jobs done at once; each one's x264 fills about two cores. */
  readonly workers: number;
}

/**
 * `BIJOU_ENCODER_WORKERS`; without it a quarter of the cores, at least one: playing must not starve.
 * Errors: `config.invalid`.
 */
export function readConfig(env: Env): EncoderConfig {
  const otherwise = Math.max(1, Math.floor(availableParallelism() / 4));
  return readSettings(env, {
    workers: integerSetting('BIJOU_ENCODER_WORKERS', { otherwise, min: 1, max: 1_000 }),
  });
}
