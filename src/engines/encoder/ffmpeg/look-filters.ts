import type { Look } from '../index.ts';
import { colorSteps, scaling } from './video-arguments.ts';

/** Pictures as rungs show them, upright and of ordinary colours, brought to a size. */
export function lookFilters(look: Look, { width, height }: { readonly width: number; readonly height: number }) {
  return [
    ...(look.deinterlace === true ? ['bwdif=mode=send_frame:deint=interlaced'] : []),
    `scale=${width}:${height}:${scaling}`,
    ...colorSteps({ ...look, rungs: [{ height }] }),
    'setsar=1',
  ];
}

/** Full-range RGB, for measuring. */
export function rgbFilters(format: 'rgb24' | 'rgba'): string[] {
  return [`scale=${scaling}:out_range=pc`, `format=${format}`];
}
