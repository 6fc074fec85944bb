import { availableParallelism } from 'node:os';
import { encoderServiceErrors } from './errors.ts';

export interface EncoderConfig {
  /** Jobs done at once; each one's x264 fills about two cores. */
  readonly workers: number;
}

/**
 * BIJOU_ENCODER_WORKERS; without it a quarter of the cores, at least one: playing must not starve.
 * Errors: `config.invalid`.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): EncoderConfig {
  const value = env.BIJOU_ENCODER_WORKERS;
  if (value === undefined || value === '') return { workers: Math.max(1, Math.floor(availableParallelism() / 4)) };
  const workers = Number(value);
  if (!Number.isInteger(workers) || workers < 1 || workers > 1000) {
    const wanted = 'a whole number from 1 to 1000';
    throw encoderServiceErrors.error('config.invalid', { name: 'BIJOU_ENCODER_WORKERS', wanted, value });
  }
  return { workers };
}
