import { availableParallelism } from 'node:os';
import { integerSetting } from '../../host/index.ts';

export interface EncoderConfig {
  /** Jobs done at once; each one fills a core and a bit: x264 has one thread, decoding some more. */
  readonly workers: number;
  /** A program that makes no headway for so long is ended, milliseconds. */
  readonly stallMs: number;
}

export const settings = {
  stallMs: integerSetting('BIJOU_STALL_MS', {
    otherwise: 300_000,
    help: 'A program that makes no headway for so long is ended, milliseconds.',
    min: 1_000,
    max: 86_400_000,
  }),
  workers: integerSetting('BIJOU_ENCODER_WORKERS', {
    // Playing does not starve: children are nice.
    otherwise: Math.ceil(availableParallelism() * 0.75),
    help: 'Jobs that an encoder does at once; three quarters of the cores unless said.',
    min: 1,
    max: 1_000,
  }),
};
