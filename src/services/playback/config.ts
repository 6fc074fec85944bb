import { playbackErrors } from './errors.ts';

export interface PlaybackConfig {
  /** How long a signed address is good at least, seconds. */
  readonly urlTtlSeconds: number;
  /** How long one key signs, seconds. */
  readonly keyRotationSeconds: number;
}

export const defaultConfig: PlaybackConfig = { urlTtlSeconds: 21_600, keyRotationSeconds: 86_400 };

/** Reads `BIJOU_URL_TTL` and `BIJOU_KEY_ROTATION`, both in seconds. Errors: `config.invalid`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): PlaybackConfig {
  return {
    urlTtlSeconds: seconds(env, 'BIJOU_URL_TTL', defaultConfig.urlTtlSeconds),
    keyRotationSeconds: seconds(env, 'BIJOU_KEY_ROTATION', defaultConfig.keyRotationSeconds),
  };
}

function seconds(env: Readonly<Record<string, string | undefined>>, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = /^\d{1,8}$/.test(text.trim()) ? Number(text) : 0;
  if (value >= 1 && value <= 31_536_000) return value;
  throw playbackErrors.error('config.invalid', { name, wanted: 'seconds, from 1 to 31536000', value: text });
}
