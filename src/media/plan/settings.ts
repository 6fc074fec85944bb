import type { PlanSettings } from './plan.ts';

/**
 * Segments of about 4 s, chunks of about 20 s. One thread an encoder: with a rate cap, x264's bytes depend on how its
 * threads happen to run (measured: 12 runs with four threads, frame- or slice-wise, gave 12 files). The machine is
 * filled by several jobs instead.
 */
export const defaultSettings: PlanSettings = {
  preset: 'veryfast',
  threads: 1,
  crf: 23,
  segment: { least: 2, aim: 4, most: 6 },
  chunk: { least: 12, aim: 20, most: 30 },
  shortSides: [240, 360, 480, 720, 1080, 1440, 2160],
  maxChannels: 6,
  audioBitRatePerChannel: 80_000,
};
