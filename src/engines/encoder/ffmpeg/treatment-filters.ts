import type { Treatment } from '../../../media/index.ts';
import type { VideoRung } from '../index.ts';
import { colorFilters, rangeOptions } from './color-filters.ts';

/** The same pixels from every processor's own instructions. */
export const scaling = 'flags=bicubic+accurate_rnd+bitexact';

/**
 * From fields to whole pictures, before any is picked: they are made of what comes before and after. One picture comes
 * of each, at its own time. Every picture has one size here, because these filters cannot follow another.
 */
export function fieldFilters({ size, fields, topFirst }: Treatment): readonly string[] {
  const order = topFirst ? 'tff' : 'bff';
  const steady = `scale=${size.width}:${size.height}:${scaling}`;
  switch (fields) {
    case 'progressive':
      return [steady];
    case 'interlaced':
      return [steady, `bwdif=mode=send_frame:parity=${order}:deint=all`];
    case 'telecined':
      // Finds the fields that belong together; what stays combed is where the rhythm breaks.
      return [
        steady,
        `fieldmatch=order=${order}:combmatch=full`,
        `bwdif=mode=send_frame:parity=${order}:deint=interlaced`,
      ];
  }
}

/** From a source's whole picture to a rung's, upright, in colours that any screen shows. */
export function shapeFilters(
  { crop, rotation, mirrored, color }: Treatment,
  rung: Pick<VideoRung, 'width' | 'height'>,
): readonly string[] {
  // Scaled first and turned then: fewer pixels to turn.
  const isOnItsSide = rotation % 180 !== 0;
  const [width, height] = isOnItsSide ? [rung.height, rung.width] : [rung.width, rung.height];
  return [
    ...(crop === null ? [] : [`crop=${crop.width}:${crop.height}:${crop.x}:${crop.y}`]),
    `scale=${width}:${height}:${rangeOptions(color)}:${scaling}`,
    ...colorFilters(color),
    ...(mirrored ? ['hflip'] : []),
    ...turns(rotation),
  ];
}

function turns(rotation: number): readonly string[] {
  if (rotation === 90) return ['transpose=clock'];
  if (rotation === 180) return ['hflip', 'vflip'];
  return rotation === 270 ? ['transpose=cclock'] : [];
}
