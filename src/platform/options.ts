import type { Logger } from '../host/index.ts';
import type { Clock, Random } from '../kit/index.ts';
import type { Settings } from './settings.ts';

/** Of one process. */
export interface BijouOptions {
  readonly settings: Settings;
  readonly version: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}
