import { fileType } from '../bmff/ftyp.ts';
import { type HandlerType, handler } from '../bmff/hdlr.ts';
import { mediaHeader } from '../bmff/mdhd.ts';
import { mediaInformation } from '../bmff/minf.ts';
import { movieExtends } from '../bmff/mvex.ts';
import { movieHeader } from '../bmff/mvhd.ts';
import { trackHeader } from '../bmff/tkhd.ts';
import { box, join } from '../bmff/writer.ts';

/** The one track of a CMAF file. */
export const trackId = 1;

export interface InitSection {
  readonly kind: HandlerType;
  readonly timescale: number;
  readonly durationTicks: number;
  /** 0 for audio. */
  readonly width: number;
  readonly height: number;
  readonly sampleEntry: Uint8Array;
}

/** `ftyp` and `moov` of a CMAF track (ISO 23000-19, 7.2 and 7.3.1). No dates: the same input has the same bytes. */
export function initSection(init: InitSection): Uint8Array {
  const { kind, timescale, width, height } = init;
  const track = box(
    'trak',
    trackHeader(trackId, { width, height, isAudio: kind === 'soun' }),
    box('mdia', mediaHeader(timescale), handler(kind), mediaInformation(kind, init.sampleEntry)),
  );
  return join([
    fileType('iso6', ['iso6', 'cmfc', 'dash', 'mp41']),
    box('moov', movieHeader(timescale, trackId + 1), track, movieExtends(trackId, init.durationTicks)),
  ]);
}
