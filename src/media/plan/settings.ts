import type { PlanSettings } from './plan.ts';

/** Segments of about 4 s, chunks of about 30 s, a fixed number of threads: the same plan gives the same bytes anywhere. */
export const defaultSettings: PlanSettings = {
  preset: 'veryfast',
  threads: 4,
  crf: 23,
  segment: { least: 2, aim: 4, most: 6 },
  chunk: { least: 20, aim: 30, most: 40 },
  shortSides: [240, 360, 480, 720, 1080, 1440, 2160],
  maxChannels: 2,
  audioBitRatePerChannel: 80_000,
};
