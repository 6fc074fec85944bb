import type { AudioWork } from '../index.ts';

const layouts: Readonly<Record<number, string>> = { 1: 'mono', 2: 'stereo', 6: '5.1', 8: '7.1' };

/** Brings a track to its channels. */
export function layoutFilters({ channels }: Pick<AudioWork, 'channels'>): string[] {
  return [`aformat=sample_fmts=fltp:channel_layouts=${layouts[channels] ?? `${channels}c`}`];
}
