import { availableParallelism } from 'node:os';
import { type Env, integerSetting, readSettings } from '../../host/index.ts';

export interface EncoderConfig {
  /** Jobs done at once; each one fills a core and a bit: x264 has one thread, decoding some more. */
  readonly workers: number;
  /** A program that makes no headway for so long is ended, milliseconds. */
  readonly stallMs: number;
}

/**
 * `BIJOU_STALL_MS`; `BIJOU_ENCODER_WORKERS`; without it one for three quarters of the cores, rounded up. Playing does not starve: children are nice.
 * Errors: `config.invalid`.
 */
export function readConfig(env: Env): EncoderConfig {
  const otherwise = Math.ceil(availableParallelism() * 0.75);
  return readSettings(env, {
    stallMs: integerSetting('BIJOU_STALL_MS', { otherwise: 300_000, min: 1_000, max: 86_400_000 }),
    workers: integerSetting('BIJOU_ENCODER_WORKERS', { otherwise, min: 1, max: 1_000 }),
  });
}
