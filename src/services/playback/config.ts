import { type Env, integerSetting, readSettings } from '../../host/index.ts';

export interface PlaybackConfig {
  /** How long a signed address is good at least, seconds. */
  readonly urlTtlSeconds: number;
  /** How long one key signs, seconds. */
  readonly keyRotationSeconds: number;
}

export const defaultConfig: PlaybackConfig = { urlTtlSeconds: 21_600, keyRotationSeconds: 86_400 };

/** `BIJOU_URL_TTL` and `BIJOU_KEY_ROTATION`, both in seconds. Errors: `config.invalid`. */
export function readConfig(env: Env): PlaybackConfig {
  const bounds = { min: 1, max: 31_536_000 };
  return readSettings(env, {
    urlTtlSeconds: integerSetting('BIJOU_URL_TTL', { otherwise: defaultConfig.urlTtlSeconds, ...bounds }),
    keyRotationSeconds: integerSetting('BIJOU_KEY_ROTATION', {
      otherwise: defaultConfig.keyRotationSeconds,
      ...bounds,
    }),
  });
}
