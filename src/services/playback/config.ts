import { integerSetting } from '../../host/index.ts';

export interface PlaybackConfig {
  /** How long a signed address is good at least, seconds. */
  readonly urlTtlSeconds: number;
  /** How long one key signs, seconds. */
  readonly keyRotationSeconds: number;
}

export const defaultConfig: PlaybackConfig = { urlTtlSeconds: 21_600, keyRotationSeconds: 86_400 };

const bounds = { min: 1, max: 31_536_000 };

export const settings = {
  urlTtlSeconds: integerSetting('BIJOU_URL_TTL', {
    otherwise: defaultConfig.urlTtlSeconds,
    help: 'Seconds that a signed address lives.',
    ...bounds,
  }),
  keyRotationSeconds: integerSetting('BIJOU_KEY_ROTATION', {
    otherwise: defaultConfig.keyRotationSeconds,
    help: 'Seconds that one key signs addresses.',
    ...bounds,
  }),
};
