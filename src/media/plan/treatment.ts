import type { Inspection, VideoStream } from '../inspection.ts';
import { type Crop, cropOf } from './bars.ts';
import { colorOf, type PictureColor } from './color.ts';
import { type Fields, fieldsOf } from './fields.ts';
import type { Size } from './size.ts';

/** What is done with the source's pictures before they are encoded, in this order. */
export interface Treatment {
  /** The size that every picture is brought to first: some films change theirs in the middle. */
  readonly size: Size;
  readonly fields: Fields;
  /** Of fields, the upper is the earlier one. */
  readonly topFirst: boolean;
  /** What is kept; null for all. */
  readonly crop: Crop | null;
  /** Left and right are changed over, then it is turned clockwise by as many degrees. */
  readonly mirrored: boolean;
  readonly rotation: number;
  /** What the colours of the source are. */
  readonly color: PictureColor;
}

/** Decides by what inspection saw. Pure. */
export function treatmentOf(video: VideoStream, looks: Inspection['looks']): Treatment {
  const crop = looks === null ? undefined : cropOf(video, looks.bars);
  return {
    size: { width: video.width, height: video.height },
    ...fieldsOf(video, looks),
    crop: crop ?? null,
    mirrored: video.isMirrored,
    rotation: video.rotation,
    color: colorOf(video),
  };
}
